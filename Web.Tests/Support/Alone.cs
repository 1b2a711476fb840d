using System.Runtime.CompilerServices;

namespace Web.Tests.Support;

/// <summary>What keeps every core busy runs alone: beside it, live tests would wait for threads and not for the hub.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";

    // Several hubs share this process, and some of their drains and tests' own waits hold a thread each.
    [ModuleInitializer]
    internal static void KeepThreadsReady() => ThreadPool.SetMinThreads(32, 32);
}
