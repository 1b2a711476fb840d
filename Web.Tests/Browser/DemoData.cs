using Silo.Commands;
using Web.Tests.Commands;
using Web.Tests.Support;

namespace Web.Tests.Browser;

/// <summary>
/// The demo tenant as <c>run --demo</c> makes it in an empty database. It is made once for all hubs that run at a time:
/// each begins with a copy, and the last that ends takes it away.
/// </summary>
internal static class DemoData
{
    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static TemporaryFolder? _folder;
    private static string? _postgres;
    private static int _users;

    /// <summary>Copies the data folder to <paramref name="folder"/>; answers the connection string of a copy of the database, null where it is in the folder.</summary>
    public static async Task<string?> CopyAsync(string folder)
    {
        await Turn.WaitAsync();
        try
        {
            if (_users++ == 0)
            {
                await MakeAsync();
            }
        }
        finally
        {
            Turn.Release();
        }

        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(_folder!.Path))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return await TestDatabase.CreateAsync(_postgres);
    }

    /// <summary>Says, once for each copy asked for, that its hub has ended.</summary>
    public static async Task ReturnAsync()
    {
        await Turn.WaitAsync();
        try
        {
            if (--_users == 0)
            {
                await TestDatabase.DropAsync(_postgres);
                _folder?.Dispose();
            }
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task MakeAsync()
    {
        _folder = new TemporaryFolder();
        _postgres = await TestDatabase.CreateAsync();
        await using var hub = HubProcess.Start(TestDatabase.Settings(_postgres), "run", "--demo", "--data", _folder.Path, "--port", "0");
        Assert.StartsWith("listening on ", await hub.ReadLineAsync(), StringComparison.Ordinal);
        var (code, _) = await hub.SignalAsync(HubProcess.Terminate);
        Assert.Equal(ExitCode.Done, code);
    }
}
