create table attendance_mark (
    id integer primary key autoincrement,
    gathering ctext not null,
    member ctext not null,
    inside bigint not null,
    at bigint not null
);

create table audit (
    id integer primary key autoincrement,
    at bigint not null,
    actor ctext not null,
    action ctext not null,
    subject ctext not null,
    detail ctext not null
);
