using Silo.Commands;
using Storage;

namespace Silo.Hosting;

/// <summary>The runtime this build has: the one place that knows there are two.</summary>
internal static class GrainRuntime
{
#if ORLEANS
    public const string Name = OrleansHost.Name;

    /// <exception cref="CommandException">The settings cannot work together.</exception>
    public static void Check(RunSettings settings)
    {
        if ((settings.Cluster.Join || settings.Roles == Roles.Web) && string.IsNullOrWhiteSpace(settings.Database))
        {
            throw new CommandException(ExitCode.BadOption, "several processes share a PostgreSQL database: give --database");
        }
        if (settings.Roles == Roles.Silo && !settings.Cluster.Join)
        {
            throw new CommandException(ExitCode.BadOption, "a silo alone serves others: give --cluster-join");
        }
    }

    public static Task AddAsync(
        WebApplicationBuilder builder, RunSettings settings, StorageOptions storage, CancellationToken cancellation) =>
        OrleansHost.AddAsync(builder, settings, storage, cancellation);
#else
    public const string Name = LocalHost.Name;

    /// <exception cref="CommandException">The settings need more than one process.</exception>
    public static void Check(RunSettings settings) => LocalHost.Check(settings);

    public static Task AddAsync(
        WebApplicationBuilder builder, RunSettings settings, StorageOptions storage, CancellationToken cancellation) =>
        LocalHost.AddAsync(builder);
#endif
}
