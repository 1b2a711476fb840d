using System.Text.Json;
using Grains.Organisation;
using Silo.Commands;
using Storage;
using Storage.Organisation;

namespace Web.Tests.Commands;

/// <summary>The audit at the command line.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();

    private StorageOptions Options => DataOptions.Storage(_folder["data"], null);

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task Verifying_says_count_and_head_and_a_head_that_is_gone_ends_with_a_code_of_its_own()
    {
        await FillAsync();
        Assert.Equal(ExitCode.Done, await AuditCommand.VerifyAsync(Options, null, json: true, _output, default));
        var told = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal((true, 2), (told.GetProperty("unbroken").GetBoolean(), told.GetProperty("count").GetInt32()));
        var head = told.GetProperty("head").GetString();

        await FillAsync();
        Assert.Equal(ExitCode.Done, await AuditCommand.VerifyAsync(Options, head, json: false, _output, default));
        Assert.Equal(ExitCode.AuditBroken, await AuditCommand.VerifyAsync(Options, new string('a', 64), json: false, _output, default));
        Assert.Contains("BROKEN at position 5 (tail)", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_is_set_told_and_dropped()
    {
        Assert.Equal(ExitCode.Done, await AuditCommand.RetainAsync(Options, "roster", 365, _output, default));
        Assert.Contains("roster 365 days", _output.ToString(), StringComparison.Ordinal);
        _output.GetStringBuilder().Clear();
        await AuditCommand.RetainAsync(Options, "roster", null, _output, default);
        Assert.DoesNotContain("365", _output.ToString(), StringComparison.Ordinal);
        var fault = await Assert.ThrowsAsync<CommandException>(() => AuditCommand.RetainAsync(Options, "audit.look", 1, _output, default));
        Assert.Equal(ExitCode.BadOption, fault.ExitCode);
    }

    private async Task FillAsync()
    {
        await using var database = await HubDatabase.OpenAsync(Options);
        for (var n = 0; n < 2; n++)
        {
            var id = $"b-{Guid.NewGuid():N}";
            var node = new RosterNode(id, null, NodeKind.Committee, "党委", $"/{id}/");
            await new RosterWriter(database, TimeProvider.System).ImportAsync(RosterPlan.Empty with { Nodes = [node] });
        }
    }
}
