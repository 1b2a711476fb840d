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
}
