-- What a team publishes for its leadership, and what that answers: a leader reads these rows, and none of a team's own.
-- A team is known there by its mark: its id would tell when it began.

create table leader (login text primary key);
create table summary (
    team text primary key references team on delete cascade, mark text not null unique, body text not null
);
create table answer (
    mark text not null references summary (mark) on delete cascade, reference text not null,
    login text not null default session_user, body text not null, primary key (mark, reference)
);

create function is_leader() returns boolean language sql stable security definer
    set search_path from current
    as 'select exists (select 1 from leader where login = session_user)';
create function own_marks() returns setof text language sql stable security definer
    set search_path from current
    as 'select mark from summary join membership using (team) where login = session_user';
revoke all on function is_leader(), own_marks() from public;

alter table leader enable row level security;
alter table summary enable row level security;
alter table answer enable row level security;
create policy of_oneself on leader for select using (login = session_user);
create policy read_by_leaders on summary for select using ((select is_leader()));
create policy read_by_members on summary for select using (team in (select own_teams()));
create policy written_by_members on summary using (team in (select open_teams()));
create policy of_leaders on answer using ((select is_leader())) with check (is_leader() and login = session_user);
create policy read_by_members on answer for select using (mark in (select own_marks()));

do $$ begin
    if not exists (select 1 from pg_roles where rolname = 'fredstid_leader') then create role fredstid_leader; end if;
end $$;
grant select on version, leader to fredstid_leader;
grant select (mark, body) on summary to fredstid_leader;
grant select, insert, update on answer to fredstid_leader;
grant select, insert, update on summary to fredstid_member;
grant select on answer to fredstid_member;
grant execute on function is_leader(), own_marks() to fredstid_leader, fredstid_member;
grant execute on function own_teams(), open_teams() to fredstid_leader;
