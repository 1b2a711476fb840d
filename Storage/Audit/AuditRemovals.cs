using Grains.Journal;
using System.Globalization;

namespace Storage.Audit;

/// <summary>What retention has said that it took: entries of the audit itself, so they are linked like all others.</summary>
internal sealed class AuditRemovals
{
    public const string Action = AuditActions.AuditRetain;

    private const string ReadSql = "select detail from audit where action = @Action";

    private readonly Dictionary<string, long> _before = new(StringComparer.Ordinal);

    /// <summary>The detail of such an entry: which action, before which moment (Unix ms), how many rows.</summary>
    public static string Detail(string action, long before, long rows) =>
        string.Create(CultureInfo.InvariantCulture, $"{action} {before} {rows}");

    public static async Task<AuditRemovals> ReadAsync(HubDatabase database, CancellationToken cancellation)
    {
        var removals = new AuditRemovals();
        foreach (var detail in await database.QueryAsync<string>(ReadSql, new { Action }, cancellation))
        {
            if (detail.Split(' ') is [var action, var text, _] && long.TryParse(text, CultureInfo.InvariantCulture, out var before))
            {
                removals._before[action] = Math.Max(before, removals._before.GetValueOrDefault(action));
            }
        }

        return removals;
    }

    public bool Cover(string action, long at) => at < _before.GetValueOrDefault(action);
}
