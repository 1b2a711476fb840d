using System.Net;

namespace Web.Hosting;

/// <summary>What a web node may be told from outside. Every default is fit for one node behind no proxy.</summary>
public sealed class WebSettings
{
    /// <summary>Name of this web node among the gateways; unique in a cluster. Default: a fresh one each start.</summary>
    public string Node { get; set; } = $"w-{Guid.NewGuid():N}";

    /// <summary>What <c>/health/ready</c> tells as runtime.</summary>
    public string Runtime { get; set; } = "local";

    /// <summary>Further origins that count as the hub's own (scheme://host[:port]). Default none: the one in the address bar only.</summary>
    public IReadOnlyList<string> Origins { get; set; } = [];

    /// <summary>
    /// Proxies whose X-Forwarded-For and -Proto are believed. Default none: the headers are ignored. Danger: an address
    /// here that a client can send from lets that client choose its own address and escape the throttle.
    /// </summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; set; } = [];

    /// <summary>Sign-in attempts a minute from one address. Default 300, because a whole branch may share one; 0 lifts the limit.</summary>
    public int SignInsPerAddress { get; set; } = 300;

    /// <summary>Sign-in attempts a minute for one number, right or wrong. Default 10; 0 lifts the limit.</summary>
    public int SignInsPerNumber { get; set; } = 10;

    /// <summary>Declarations and looks at them a minute from one address, without a session. Default 30, because an office may share one; 0 lifts the limit.</summary>
    public int DeclarationsPerAddress { get; set; } = 30;

    /// <summary>Requests a minute of one session or, before sign-in, one address. Default 1,200; 0 lifts the limit.</summary>
    public int RequestsPerMinute { get; set; } = 1_200;

    /// <summary>
    /// How long a session read from the database is believed. Default 3 s, so that one ended on another node ends here
    /// within it; 0 reads at every request.
    /// </summary>
    public TimeSpan SessionTrust { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Folder of the built client. Default: <c>wwwroot</c> beside the executable; where absent, only the API is served.</summary>
    public string ClientFolder { get; set; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");
}
