using System.Runtime.CompilerServices;

namespace Grains.Tests;

/// <summary>
/// SQLite's calls and some tests' own waits hold a thread each: on a machine that is busy with other things those that
/// a runtime's turns wait for would come one a second, later than a test has patience.
/// </summary>
internal static class ReadyThreads
{
    [ModuleInitializer]
    internal static void Keep() => ThreadPool.SetMinThreads(32, 32);
}
