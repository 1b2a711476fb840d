using Microsoft.Extensions.DependencyInjection;
using Storage;

namespace Web.Tests.Support;

/// <summary>Reads what is on record about a subject.</summary>
public static class Audit
{
    private sealed record Row(string Actor, string Action);

    public static Task<List<(string Actor, string Action)>> OfAsync(HubServer hub, string subject) =>
        ReadAsync(hub, "select actor, action from audit where subject = @Text order by id", subject);

    /// <summary>Lines that hold this text anywhere.</summary>
    public static Task<List<(string Actor, string Action)>> HoldingAsync(HubServer hub, string text) =>
        ReadAsync(hub, "select actor, action from audit where actor || action || subject || detail like '%' || @Text || '%' order by id", text);

    private static async Task<List<(string Actor, string Action)>> ReadAsync(HubServer hub, string sql, string text)
    {
        var rows = await hub.Services.GetRequiredService<HubDatabase>().QueryAsync<Row>(sql, new { Text = text }, CancellationToken.None);
        return [.. rows.Select(static row => (row.Actor, row.Action))];
    }
}
