namespace Storage.Organisation;

/// <summary>The tables an import fills.</summary>
internal static class RosterTables
{
    public static readonly BulkTable Nodes = new(
        "copy node (id, parent, sector_parent, kind, name, path, region, created_at) from stdin (format binary)",
        "insert into node (id, parent, sector_parent, kind, name, path, region, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
        "analyze node");

    public static readonly BulkTable Members = new(
        "copy member (id, number, name, category, relation, phone, joined_on, node, created_at) from stdin (format binary)",
        "insert into member (id, number, name, category, relation, phone, joined_on, node, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "analyze member");

    public static readonly BulkTable Memberships = new(
        "copy membership (member, node, since) from stdin (format binary)",
        "insert into membership (member, node, since) values (?, ?, ?)",
        "analyze membership");

    public static readonly BulkTable Offices = new(
        "copy office (member, node, role, since) from stdin (format binary)",
        "insert into office (member, node, role, since) values (?, ?, ?, ?)",
        "analyze office");

    public static readonly BulkTable Credentials = new(
        "copy credential (member, hash, must_change, failures) from stdin (format binary)",
        "insert into credential (member, hash, must_change, failures) values (?, ?, ?, ?)",
        "analyze credential");

    public static readonly BulkTable Enterprises = new(
        "copy enterprise (id, name, region, industry, staff, state, node, cover, registered_at) from stdin (format binary)",
        "insert into enterprise (id, name, region, industry, staff, state, node, cover, registered_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "analyze enterprise");

    public static readonly BulkTable EnterpriseChanges = new(
        "copy enterprise_change (enterprise, version, at, cause, actor, name, node) from stdin (format binary)",
        "insert into enterprise_change (enterprise, version, at, cause, actor, name, node) values (?, ?, ?, ?, ?, ?, ?)",
        "analyze enterprise_change");

    public static readonly BulkTable Declared = new(
        "copy enterprise_member (id, enterprise, name, category, at) from stdin (format binary)",
        "insert into enterprise_member (id, enterprise, name, category, at) values (?, ?, ?, ?, ?)",
        "analyze enterprise_member");
}
