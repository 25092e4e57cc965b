-- Everything that a team's rows need, and the rules for them.

create table team (
    id text primary key, name text not null, changes bigint not null default 0, moved_to text
);
create table membership (
    team text not null references team on delete cascade, login text not null, primary key (team, login)
);
create table record (
    team text not null references team on delete cascade, id text not null, kind text not null,
    rev integer not null, body text not null, primary key (team, id)
);
create table number (
    team text not null references team on delete cascade, year integer not null, last integer not null,
    primary key (team, year)
);
create table change (
    team text not null references team on delete cascade, number bigint not null, id text not null,
    at timestamptz not null, by text not null, login text not null default session_user, session text not null,
    undoes text not null, records text not null, primary key (team, number), unique (team, id)
);
create table draft (
    team text not null references team on delete cascade, login text not null default session_user,
    session text not null, by text not null, place text not null, body text not null,
    primary key (team, login, session, by, place)
);
create table sign (
    team text not null references team on delete cascade, session text not null, body text not null,
    primary key (team, session)
);
create table heartbeat (team text primary key references team on delete cascade, body text not null);

create function is_member(asked text) returns boolean language sql stable security definer
    set search_path from current
    as 'select exists (select 1 from membership where team = asked and login = session_user)';
create function forget_drafts(asked text, about text[]) returns void language plpgsql security definer
    set search_path from current as $$
    begin
        if is_member(asked) then delete from draft where team = asked and string_to_array(place, '/') && about; end if;
    end $$;

alter table team enable row level security;
alter table membership enable row level security;
alter table record enable row level security;
alter table number enable row level security;
alter table change enable row level security;
alter table draft enable row level security;
alter table sign enable row level security;
alter table heartbeat enable row level security;

create policy of_members on team using (is_member(id));
create policy of_oneself on membership for select using (login = session_user);
create policy of_members on record using (is_member(team));
create policy of_members on number using (is_member(team));
create policy read_by_members on change for select using (is_member(team));
create policy added_by_members on change for insert with check (is_member(team) and login = session_user);
create policy of_oneself on draft using (is_member(team) and login = session_user);
create policy of_members on sign using (is_member(team));
create policy of_members on heartbeat using (is_member(team));

do $$ begin
    if not exists (select 1 from pg_roles where rolname = 'fredstid_member') then create role fredstid_member; end if;
end $$;
grant select on team, membership, record, number, change, draft, sign, heartbeat, version to fredstid_member;
grant update (changes, name) on team to fredstid_member;
grant insert, update, delete on record, number, draft, sign, heartbeat to fredstid_member;
grant insert on change to fredstid_member;
revoke all on function is_member(text), forget_drafts(text, text[]) from public;
grant execute on function is_member(text), forget_drafts(text, text[]) to fredstid_member;
