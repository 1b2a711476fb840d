using Dapper;
using Grains.Development;
using Grains.Rules;

namespace Storage.Development;

/// <summary>Files of development. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class DevelopmentStore(HubDatabase database) : IDevelopmentStore
{
    private const string FileSql =
        "select member, version, stage, since, due, extended, full_since from development where member = @Member";

    public async Task<DevelopmentFile?> File(string member, CancellationToken cancellation) =>
        (await database.FirstAsync<FileRow>(FileSql, new { Member = member }, cancellation))?.File;

    [method: ExplicitConstructor]
    private sealed record FileRow(
        string Member, long Version, Category Stage, DateOnly Since, DateOnly? Due, long Extended, DateOnly? FullSince)
    {
        public DevelopmentFile File => new(Member, Version, Stage, Since, Due, Extended != 0, FullSince);
    }
}
