-- Whose rows somebody may see is asked once for each statement, and not for each row.

create function own_teams() returns setof text language sql stable security definer
    set search_path from current
    as 'select team from membership where login = session_user';
create function open_teams() returns setof text language sql stable security definer
    set search_path from current
    as 'select id from team join membership on team = id where login = session_user and moved_to is null';
revoke all on function own_teams(), open_teams() from public;
grant execute on function own_teams(), open_teams() to fredstid_member;

alter policy read_by_members on team using (id in (select own_teams()));
alter policy written_by_members on team using (id in (select open_teams()));
alter policy read_by_members on record using (team in (select own_teams()));
alter policy written_by_members on record using (team in (select open_teams()));
alter policy read_by_members on number using (team in (select own_teams()));
alter policy written_by_members on number using (team in (select open_teams()));
alter policy read_by_members on change using (team in (select own_teams()));
alter policy added_by_members on change with check (team in (select open_teams()) and login = session_user);
alter policy of_oneself on draft using (team in (select own_teams()) and login = session_user);
alter policy of_members on sign using (team in (select own_teams()));
alter policy of_members on heartbeat using (team in (select own_teams()));
alter policy read_by_members on file using (team in (select own_teams()));
alter policy written_by_members on file using (team in (select open_teams()));
alter policy read_by_members on paper using (team in (select own_teams()));
