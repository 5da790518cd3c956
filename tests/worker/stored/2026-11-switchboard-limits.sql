-- What the release that limits calls and minutes (2026-11) wrote for a workspace that has called: one call over, one under way, one forwarded. Never changed: later releases open it too.
CREATE TABLE line (member_id text primary key, call_id text not null, since integer not null, view text);
insert into line values ('mem_8sjt8m8yen7kxjbhhg8v9xazh5', 'call_1m1vh1svvcpc3kfh0xshn3hnm9', 1795997063491, '{"id":"call_1m1vh1svvcpc3kfh0xshn3hnm9","memberId":"mem_8sjt8m8yen7kxjbhhg8v9xazh5","direction":"outbound","to":"+14155550123","from":"+12125550190","callerIdReason":"first","contact":{"id":"cont_k5jq0jhzgs3fnv9qe6x93n1zt9","name":null,"company":null},"openedAt":1795997063549,"wrapUpSeconds":15,"phase":"active","ringingAt":1795997063549,"answeredAt":1795997065549,"muted":false,"onHold":false,"linked":true,"version":9}');
CREATE TABLE dial_key (member_id text not null, key text not null, hash text not null,
      call_id text not null, expires_at integer not null, primary key (member_id, key));
CREATE TABLE ticket (secret text primary key, member_id text not null, session_id text not null,
      expires_at integer not null);
CREATE TABLE phone_watch (member_id text primary key, workspace_id text not null, call_id text not null,
      since integer not null, carried_by text, missed_at integer, told integer not null default 0,
      blind integer not null default 0);
CREATE TABLE used_call (id text primary key, member_id text not null, day text not null, answered_at integer,
      is_over integer not null default 0);
insert into used_call values ('call_y55fgf0bpchqf3xv6cxr4w68f2', 'mem_f0c4v2fk9spfm4463z4hcmg354', '2026-11-30', 1795996000000, 1);
insert into used_call values ('call_1m1vh1svvcpc3kfh0xshn3hnm9', 'mem_8sjt8m8yen7kxjbhhg8v9xazh5', '2026-11-30', 1795997065549, 0);
insert into used_call values ('CA91cfe7a433ab6e178e73c9d8809b0ea4', 'forwarded', '2026-11-30', 1795996000000, 1);
CREATE INDEX used_call_live on used_call (day) where is_over = 0;
CREATE TABLE used_day (day text not null, member_id text not null, calls integer not null, talk_ms integer not null,
      primary key (day, member_id));
insert into used_day values ('2026-11-30', 'mem_f0c4v2fk9spfm4463z4hcmg354', 1, 180000);
insert into used_day values ('2026-11-30', 'mem_8sjt8m8yen7kxjbhhg8v9xazh5', 1, 0);
insert into used_day values ('2026-11-30', 'forwarded', 1, 60000);
CREATE TABLE schema_version (id integer primary key check (id = 1), version integer not null);
insert into schema_version values (1, 2);
