-- What the release before storage had a version (2026-11) wrote for a workspace with two calls under way. Never changed: later releases open it too.
CREATE TABLE line (member_id text primary key, call_id text not null, since integer not null, view text);
insert into line values ('mem_f0c4v2fk9spfm4463z4hcmg354', 'call_y55fgf0bpchqf3xv6cxr4w68f2', 1795997059302, '{"id":"call_y55fgf0bpchqf3xv6cxr4w68f2","memberId":"mem_f0c4v2fk9spfm4463z4hcmg354","direction":"outbound","to":"+12125550100","from":"+12125550190","callerIdReason":"first","contact":{"id":"cont_216pj0mndypejey9eb2bm4wr5g","name":null,"company":null},"openedAt":1795997059349,"wrapUpSeconds":15,"phase":"active","ringingAt":1795997059349,"answeredAt":1795997059349,"muted":false,"onHold":false,"linked":true,"recording":"on","customerCallSid":"CA91cfe7a433ab6e178e73c9d8809b0ea4","version":25}');
insert into line values ('mem_8sjt8m8yen7kxjbhhg8v9xazh5', 'call_1m1vh1svvcpc3kfh0xshn3hnm9', 1795997063491, '{"id":"call_1m1vh1svvcpc3kfh0xshn3hnm9","memberId":"mem_8sjt8m8yen7kxjbhhg8v9xazh5","direction":"outbound","to":"+14155550123","from":"+12125550190","callerIdReason":"first","contact":{"id":"cont_k5jq0jhzgs3fnv9qe6x93n1zt9","name":null,"company":null},"openedAt":1795997063549,"wrapUpSeconds":15,"phase":"connecting","muted":false,"onHold":false,"linked":true,"version":1}');
CREATE TABLE dial_key (member_id text not null, key text not null, hash text not null, call_id text not null,
    expires_at integer not null, primary key (member_id, key));
insert into dial_key values ('mem_f0c4v2fk9spfm4463z4hcmg354', 'fea31f11-9f80-4f14-9915-31b32df00010', '54a8b1d895058ffa99f289bd6b53a85539e0390b9e99ca9ec5483740c35bc57e', 'call_y55fgf0bpchqf3xv6cxr4w68f2', 1796083459302);
insert into dial_key values ('mem_8sjt8m8yen7kxjbhhg8v9xazh5', '8bcc4832-02fa-4deb-96c4-69fa85313091', '2f88a366898100e1464c0c40e04b937e7d885f41d5ab01ab21a9063c75200fc5', 'call_1m1vh1svvcpc3kfh0xshn3hnm9', 1796083463491);
CREATE TABLE ticket (secret text primary key, member_id text not null, session_id text not null, expires_at integer not null);
insert into ticket values ('2a18d885c87edabb6c06e8d3f0fde68fdf4306ec0c79fcce0528c5b3b50c17a9', 'mem_f0c4v2fk9spfm4463z4hcmg354', 'sess_6njp96bf4w08av9n1h9bfmhz6n', 1795997123216);
CREATE TABLE phone_watch (member_id text primary key, workspace_id text not null, call_id text not null,
    since integer not null, carried_by text, missed_at integer, told integer not null default 0,
    blind integer not null default 0);
insert into phone_watch values ('mem_f0c4v2fk9spfm4463z4hcmg354', 'ws_zsrpftbjkgpzyrpw5eqf13qhjg', 'call_y55fgf0bpchqf3xv6cxr4w68f2', 1795997059416, 'sess_6njp96bf4w08av9n1h9bfmhz6n', null, 0, 0);
insert into phone_watch values ('mem_8sjt8m8yen7kxjbhhg8v9xazh5', 'ws_zsrpftbjkgpzyrpw5eqf13qhjg', 'call_1m1vh1svvcpc3kfh0xshn3hnm9', 1795997063645, null, null, 0, 0);
