using Microsoft.Extensions.DependencyInjection;
using Storage;

namespace Web.Tests.Support;

/// <summary>Reads what is on record about a subject.</summary>
public static class Audit
{
    private sealed record Row(string Actor, string Action);

    public static async Task<List<(string Actor, string Action)>> OfAsync(HubServer hub, string subject)
    {
        var rows = await hub.Services.GetRequiredService<HubDatabase>()
            .QueryAsync<Row>("select actor, action from audit where subject = @Subject order by id", new { Subject = subject }, CancellationToken.None);
        return [.. rows.Select(static row => (row.Actor, row.Action))];
    }
}
