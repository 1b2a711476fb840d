using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Grains.Local;

/// <summary>
/// A grain's document. Its operations run one after the other, also in reentrant grains. After a conflict the
/// state is what this activation had, not what is stored: the activation is deactivated if it lets the error out.
/// </summary>
internal sealed class PersistentState<T>(Activation activation, string name) : IPersistentState<T>
{
    private readonly ILocalDocumentStore _store =
        activation.ActivationServices.GetRequiredService<ILocalDocumentStore>();

    private Task _last = Task.CompletedTask;

    public T State { get; set; } = Activator.CreateInstance<T>();

    public string? Etag { get; private set; }

    public bool RecordExists => Etag is not null;

    private string Key => activation.GrainId.Key.ToString();

    private JsonSerializerOptions Json => activation.Runtime.Options.Json;

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) => InOrder(async () =>
    {
        var document = await _store.ReadAsync(name, Key, cancellationToken);
        State = document is null ? Activator.CreateInstance<T>() : JsonSerializer.Deserialize<T>(document.Json, Json)!;
        Etag = document?.ETag;
    });

    public Task WriteStateAsync(CancellationToken cancellationToken) => InOrder(async () =>
        Etag = await _store.WriteAsync(name, Key, JsonSerializer.Serialize(State, Json), Etag, cancellationToken));

    public Task ClearStateAsync(CancellationToken cancellationToken) => InOrder(async () =>
    {
        await _store.ClearAsync(name, Key, Etag, cancellationToken);
        (State, Etag) = (Activator.CreateInstance<T>(), null);
    });

    private Task InOrder(Func<Task> operation)
    {
        return _last = After(_last);

        async Task After(Task before)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await operation();
        }
    }
}
