using Bench.Province;

namespace Web.Tests.Commands;

/// <summary>The province in small: imported by the hub's own command, changed by its own routes, looked at from the root.</summary>
[Trait("Category", "Slow")]
public sealed class ProvinceTests
{
    [Fact]
    public async Task The_root_of_a_small_province_follows_every_change_within_five_seconds_and_a_recount_agrees()
    {
        var figures = await ProvinceRun.RunAsync(
            new ProvinceAsked(Nodes: 200, Members: 1_200, Seconds: 2, Rate: 25, Virtual: 20, Database: null),
            Path.Combine(AppContext.BaseDirectory, "Silo.dll"), CancellationToken.None);

        Assert.Equal((200, 1_200), (figures.Nodes, figures.Members));
        Assert.InRange(figures.Corrections, 20, 30);
        Assert.True(figures.Transfers > 0 && figures.NodeMoves > 0 && figures.JoinedAndLeft > 0, figures.ToString());
        Assert.InRange(figures.RootLagP99S, 0, 5);
        Assert.Equal(0, figures.RecountDifferences);
    }
}
