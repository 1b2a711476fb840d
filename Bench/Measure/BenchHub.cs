using Bench.Fanout;

namespace Bench;

/// <summary>A hub of its own for one run: an empty folder, one branch of members who are signed in, limits lifted.</summary>
internal sealed class BenchHub : IAsyncDisposable
{
    /// <summary>What a run lifts, as its report says it.</summary>
    public const string Lifted = "Room__MemberRate=0, Room__RoomRate=0, Live__HandshakesPerCore=0, Live__ConnectionsPerAddress=0, Live__WholeRoomMost=0";

    private static readonly Dictionary<string, string> Settings = Lifted.Split(", ").Select(static s => s.Split('=')).ToDictionary(static s => s[0], static s => s[1]);
    private readonly string _folder;
    private readonly string _dll;
    private readonly Dictionary<string, string> _settings;

    private BenchHub(string folder, string dll, Dictionary<string, string> settings, string[] tokens, HubProcess process) =>
        (_folder, _dll, _settings, Tokens, Process) = (folder, dll, settings, tokens, process);

    /// <summary>The members' sessions; the first is the secretary's.</summary>
    public string[] Tokens { get; }
    public HubProcess Process { get; private set; }
    public string Url => Process.Url;

    /// <param name="settings">Others than <see cref="Lifted"/> says, as <c>Name=value</c>.</param>
    public static async Task<BenchHub> StartAsync(int members, string? dll, params string[] settings)
    {
        var all = Settings.ToDictionary();
        foreach (var setting in settings)
        {
            all[setting.Split('=')[0]] = setting.Split('=')[1];
        }

        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        var tokens = await Provision.FillAsync(folder, members);
        dll ??= Repository.Hub();
        return new BenchHub(folder, dll, all, tokens, await HubProcess.StartAsync(dll, ["run", "--port", "0", "--data", folder], all));
    }

    /// <summary>Kills it as a power cut would and starts it again at the same address.</summary>
    public async Task CrashAsync()
    {
        var port = new Uri(Url).Port;
        Process.Kill();
        await Process.DisposeAsync();
        Process = await HubProcess.StartAsync(_dll, ["run", "--port", $"{port}", "--data", _folder], _settings);
    }

    public Task<string> OpenAsync(CancellationToken cancellation) => Summons.OpenAsync(Url, Tokens[0], cancellation);

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
