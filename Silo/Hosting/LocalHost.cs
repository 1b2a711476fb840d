#if !ORLEANS
using Grains.Gatherings;
using Grains.Local;
using Silo.Commands;

namespace Silo.Hosting;

/// <summary>Runs the grains in this process. There is no cluster: what asks for one is refused before anything starts.</summary>
internal static class LocalHost
{
    public const string Name = "local";

    /// <exception cref="CommandException">The settings need more than one process.</exception>
    public static void Check(RunSettings settings)
    {
        if (settings.Cluster.Join || settings.Roles != Roles.Both)
        {
            throw new CommandException(ExitCode.Cluster,
                "this build runs in one process; for several machines build it with HUB_RUNTIME=orleans");
        }
    }

    public static Task AddAsync(WebApplicationBuilder builder)
    {
        builder.Services.AddLocalGrains(static options => options.Assemblies.Add(typeof(IGatheringGrain).Assembly));
        return Task.CompletedTask;
    }
}
#endif
