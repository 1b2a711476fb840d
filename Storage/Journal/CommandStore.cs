using Grains.Journal;

namespace Storage.Journal;

/// <summary>Commands that were done. Throws <see cref="System.Data.Common.DbException"/> while the database is away.</summary>
public sealed class CommandStore(HubDatabase database) : ICommandStore
{
    private const string FindSql = "select actor, id, at, subject, result from command where actor = @Actor and id = @Id";

    public async Task<CommandFact?> Find(string actor, string id, CancellationToken cancellation) =>
        await database.FirstAsync<CommandRow>(FindSql, new { Actor = actor, Id = id }, cancellation) is { } row
            ? new CommandFact(row.Actor, row.Id, row.At.Moment(), row.Subject, row.Result)
            : null;

    private sealed record CommandRow(string Actor, string Id, long At, string Subject, string Result);
}
