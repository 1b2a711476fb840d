using Dapper;
using Grains.Journal;

namespace Storage.Audit;

/// <summary>A policy: content of a kind older than this many days is taken away.</summary>
/// <param name="Kind">An action such as <c>roster.look</c>, or what stands before its dot, such as <c>roster</c>; the longer one holds.</param>
[method: ExplicitConstructor]
public sealed record AuditPolicy(string Kind, int Days);

/// <summary>
/// Keeps the audit by kind. Only content goes (actor, subject, detail); position, moment, action and hashes stay, and an
/// entry of the same transaction says what went, so the chain still verifies. Safe to run anywhere at any time.
/// </summary>
public sealed class AuditRetention(HubDatabase database, TimeProvider time)
{
    /// <summary>What retention and policies are about cannot itself be taken.</summary>
    private const string Own = "audit";

    private const string PoliciesSql = "select kind, days from audit_policy order by kind";

    private const string SetSql = """
        insert into audit_policy (kind, days) values (@Kind, @Days)
        on conflict (kind) do update set days = excluded.days
        """;

    private const string DropSql = "delete from audit_policy where kind = @Kind";

    private const string ActionsSql = "select distinct action from audit where salt <> ''";

    private const string TakeSql =
        "update audit set actor = '', subject = '', detail = '', salt = '' where action = @Action and at < @Before and salt <> ''";

    public Task<IReadOnlyList<AuditPolicy>> PoliciesAsync(CancellationToken cancellation = default) =>
        database.QueryAsync<AuditPolicy>(PoliciesSql, null, cancellation);

    /// <summary>Sets a policy, or with null days drops it; on record as <paramref name="actor"/>'s.</summary>
    public Task SetAsync(string actor, string kind, int? days, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(kind);
        if (kind == Own || kind.StartsWith("audit.", StringComparison.Ordinal))
        {
            throw new ArgumentException("What the audit says about itself is kept for ever.", nameof(kind));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(days ?? 1, 1, nameof(days));
        return database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    days is null ? DropSql : SetSql, new { Kind = kind, Days = (long?)days }, transaction, cancellationToken: cancellation));
                await AuditRows.AppendAsync(
                    database, connection, transaction,
                    [new AuditFact(time.GetUtcNow(), actor, AuditActions.AuditPolicy, "audit", $"{kind} {days?.ToString() ?? "-"}")], cancellation);
                return true;
            },
            cancellation);
    }

    /// <summary>Takes what is due; answers how many rows lost their content.</summary>
    public async Task<long> ApplyAsync(CancellationToken cancellation = default)
    {
        var policies = await PoliciesAsync(cancellation);
        if (policies.Count == 0)
        {
            return 0;
        }

        var now = time.GetUtcNow();
        var taken = 0L;
        foreach (var action in await database.QueryAsync<string>(ActionsSql, null, cancellation))
        {
            if (Of(policies, action) is { } policy)
            {
                taken += await TakeAsync(action, now, now.AddDays(-policy.Days).Ms(), cancellation);
            }
        }

        return taken;
    }

    private Task<long> TakeAsync(string action, DateTimeOffset now, long before, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                await database.OrderAsync(connection, transaction, cancellation);
                long rows = await connection.ExecuteAsync(new CommandDefinition(
                    TakeSql, new { Action = action, Before = before }, transaction, cancellationToken: cancellation));
                if (rows > 0)
                {
                    await AuditRows.AppendAsync(
                        database, connection, transaction,
                        [new AuditFact(now, "hub", AuditRemovals.Action, "audit", AuditRemovals.Detail(action, before, rows))], cancellation);
                }

                return rows;
            },
            cancellation);

    private static AuditPolicy? Of(IEnumerable<AuditPolicy> policies, string action) => action.StartsWith("audit.", StringComparison.Ordinal)
        ? null
        : policies.Where(policy => action == policy.Kind || action.StartsWith($"{policy.Kind}.", StringComparison.Ordinal))
            .MaxBy(static policy => policy.Kind.Length);
}
