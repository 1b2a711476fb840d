using System.Data.Common;

namespace Storage;

/// <summary>An open connection on loan; giving it back is disposing of it, whatever happened meanwhile.</summary>
internal sealed class Lease(DbConnection connection, Action<DbConnection> giveBack) : IDisposable
{
    private Action<DbConnection>? _giveBack = giveBack;

    public DbConnection Connection { get; } = connection;

    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke(Connection);
}
