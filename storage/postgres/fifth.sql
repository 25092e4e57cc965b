-- Whose rows somebody may see is asked of functions whose plan a session keeps: one in plain SQL is planned anew by every
-- statement, which took longer than the statement itself.

create or replace function own_teams() returns setof text language plpgsql stable security definer rows 5
    set search_path from current as $$
    begin return query select team from membership where login = session_user; end $$;
create or replace function open_teams() returns setof text language plpgsql stable security definer rows 5
    set search_path from current as $$
    begin
        return query select id from team join membership on team = id where login = session_user and moved_to is null;
    end $$;
