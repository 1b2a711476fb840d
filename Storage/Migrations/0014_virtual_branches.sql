-- Texts that members sign. A later version takes the place of the one before from its moment on; sha256 is of
-- the UTF-8 text: Chinese, a line feed, English.
create table signed_text (
    document ctext not null,
    version bigint not null,
    title_zh ctext not null,
    title_en ctext not null,
    text_zh ctext not null,
    text_en ctext not null,
    sha256 ctext not null,
    effective_at bigint not null,
    published_by ctext,
    primary key (document, version)
);

create table signature (
    member ctext not null,
    document ctext not null,
    version bigint not null,
    node ctext not null,
    sha256 ctext not null,
    at bigint not null,
    primary key (member, document, version, node)
);

-- What members founded themselves: virtual branches (node v-...) and groups for organisational life (l-...). Their roster
-- are running memberships; members counts them, changed only together with them. county: a committee of the tree; null: the
-- central queue. due_at: when the clock has to look at it.
create table virtual_branch (
    node ctext not null primary key references node (id),
    founder ctext not null,
    founded_at bigint not null,
    topic ctext not null,
    about ctext not null,
    county ctext,
    state ctext not null,
    reason ctext,
    open_joining bigint not null,
    member_summons bigint not null,
    members bigint not null,
    heir ctext,
    seen_at bigint not null,
    election ctext,
    due_at bigint,
    version bigint not null
);
create index virtual_branch_county on virtual_branch (county, founded_at);
create index virtual_branch_founded on virtual_branch (founded_at, node);
create index virtual_branch_due on virtual_branch (due_at) where due_at is not null;

create table join_request (
    node ctext not null,
    member ctext not null,
    at bigint not null,
    primary key (node, member)
);
create index join_request_order on join_request (node, at, member);
create index join_request_member on join_request (member);

create table county_move (
    node ctext not null,
    version bigint not null,
    at bigint not null,
    from_county ctext,
    to_county ctext,
    moved_by ctext not null,
    reason ctext not null,
    primary key (node, version)
);

-- Who voted and what was voted share nothing: the ballot names no candidate, the tally is replaced whole by each vote.
create table virtual_election (
    id ctext not null primary key,
    node ctext not null,
    cause ctext not null,
    opened_at bigint not null,
    closes_at bigint not null,
    closed_at bigint,
    winner ctext,
    ballots bigint not null,
    tally ctext not null
);

create table virtual_candidate (
    election ctext not null,
    member ctext not null,
    at bigint not null,
    primary key (election, member)
);

create table virtual_ballot (
    election ctext not null,
    member ctext not null,
    primary key (election, member)
);

create unique index membership_once on membership (member, node) where until is null and kind in ('Virtual', 'Life');
create index membership_joined on membership (node, since, member) where until is null and kind in ('Virtual', 'Life');

-- Who belongs beside a home roster: few, in a table of many.
create index membership_beside on membership (node, member) where until is null and kind <> 'Home';

-- A node's composition without a look at its members' rows.
create index member_standing on member (node, category, relation);

insert into signed_text (document, version, title_zh, title_en, text_zh, text_en, sha256, effective_at, published_by) values
('virtual-rules', 1, '虚拟党支部成立规则', 'Rules for founding virtual branches',
'一、虚拟党支部由党员自愿创办。签署本规则和书记公约即告成立，不需要审批。
二、加入虚拟党支部不改变正式组织关系。表决、选举、被选举和交纳党费，仍在正式组织关系所在的支部进行；虚拟党支部内只有非正式的意见征询。
三、加入须经书记同意，或者按本支部的设置直接加入。退出由本人决定，随时提出，立即生效，不需要任何人同意。
四、党员可以同时加入几个虚拟党支部，同一次活动只计一次。
五、在虚拟党支部的一切言行遵守党章、党的纪律和法律，不发布涉密内容。
六、名册只供书记和负责管理的组织部门使用，不得外传。公开登记页只显示名称、主题、所在县（市、区）、成立时间和人数区间。
七、书记连续三十天没有参加本支部的任何活动，由成员选举新书记；没有成员的支部自行关闭。
八、县（市、区）委组织部门负责引导和管理；违反本规则的，可以写明理由后暂停或者解散。',
'1. Members found a virtual branch of their own will. It exists once these rules and the secretary''s pledge are signed; nobody has to approve it.
2. Joining a virtual branch leaves the formal relation as it is. Resolutions, elections and dues stay with the branch that holds the formal relation; a virtual branch knows informal polls only.
3. Joining needs the secretary''s agreement, or is open where the branch says so. Leaving is each member''s own decision, at any time, at once, and needs nobody.
4. A member may belong to several virtual branches; one activity counts once.
5. What is said and done in a virtual branch keeps to the Party''s constitution, its discipline and the law; nothing secret is published.
6. The roster is for the secretary and the organisation department in charge, and goes to no one else. The public register shows name, topic, county, day of founding and a size band.
7. Where the secretary takes no part in anything of the branch for thirty days, the members elect another; a branch without members closes by itself.
8. The county''s organisation department guides and administers; where these rules are broken it may suspend or dissolve the branch and says why.',
'c1dba3fb9894f0c25e09295f4f1137ab84054816c73beaba2f6701f318ff1de4', 1767196800000, null);

insert into signed_text (document, version, title_zh, title_en, text_zh, text_en, sha256, effective_at, published_by) values
('virtual-pledge', 1, '虚拟党支部书记公约', 'Pledge of a virtual branch''s secretary',
'一、主持虚拟党支部的工作，经常召集活动，签署每次活动的纪要。
二、及时答复加入申请，不因地域、职业、单位而拒绝党员。
三、保护成员的个人信息，不导出、不外传名册，不用于本支部活动以外的目的。
四、维护秩序：对违反规则的发言及时处理并说明理由。
五、不收取任何费用，不以虚拟党支部名义从事经营活动。
六、接受所在县（市、区）委组织部门的引导和管理。
七、不能继续履职时，把工作移交给愿意接任的成员。',
'1. I lead the work of the virtual branch, summon its activities regularly and sign the minutes of each.
2. I answer requests to join in good time and refuse no member for where they live, what they do or whom they work for.
3. I protect the members'' personal data, neither export nor pass on the roster, and use it for nothing but the branch.
4. I keep order: where the rules are broken I act soon and say why.
5. I take no fee and run no business in the name of the virtual branch.
6. I accept the guidance of the county''s organisation department.
7. Where I cannot go on, I hand the work over to a member who is willing.',
'2f506e69a6051e400d9ae016327f4149afb55b238f58578afebd5e51a6bfb6c0', 1767196800000, null);
