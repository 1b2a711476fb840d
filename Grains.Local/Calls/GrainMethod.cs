using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Grains.Local;

/// <summary>
/// A method of a grain or observer interface: how it shares turns, and how a call of it is made. It answers with
/// nothing, Task, Task of T, ValueTask or ValueTask of T; any other is refused at its first call.
/// </summary>
internal abstract class GrainMethod(MethodInfo method)
{
    private static readonly ConcurrentDictionary<MethodInfo, GrainMethod> Known = new();

    private readonly MethodInvoker _invoker = MethodInvoker.Create(method);

    public string Name { get; } = $"{method.DeclaringType?.Name}.{method.Name}";

    public bool IsOneWay { get; } = method.ReturnType == typeof(void) || method.IsDefined(typeof(OneWayAttribute));

    /// <summary>How long its callers wait; null: as long as for any method.</summary>
    protected TimeSpan? Patience { get; } = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;

    protected Sharing Sharing { get; } = method.IsDefined(typeof(AlwaysInterleaveAttribute)) ? Sharing.Anyone
        : method.IsDefined(typeof(ReadOnlyAttribute)) ? Sharing.Readers
        : Sharing.Alone;

    protected int TokenAt { get; } =
        Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(CancellationToken));

    public static GrainMethod Of(MethodInfo method) => Known.GetOrAdd(method, static made =>
    {
        var returned = made.ReturnType;
        var generic = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        var answer = generic == typeof(Task<>) || generic == typeof(ValueTask<>)
            ? returned.GetGenericArguments()[0]
            : returned == typeof(void) || returned == typeof(Task) || returned == typeof(ValueTask)
                ? typeof(Nothing)
                : throw new NotSupportedException($"{made} of {made.DeclaringType} cannot be called across grains.");
        return (GrainMethod)Activator.CreateInstance(typeof(GrainMethod<>).MakeGenericType(answer), made)!;
    });

    /// <summary>Sends a call and gives what the caller gets to await.</summary>
    public abstract object? Send(LocalRuntime runtime, GrainId to, object?[] arguments);

    public object? Invoke(object body, object?[] arguments) => _invoker.Invoke(body, arguments.AsSpan());

    private readonly struct Nothing;
}

internal sealed class GrainMethod<T>(MethodInfo method) : GrainMethod(method)
{
    private readonly Func<Task<T>, object?> _shape = method.ReturnType switch
    {
        { IsGenericType: true } type when type.GetGenericTypeDefinition() == typeof(ValueTask<>) =>
            static answer => new ValueTask<T>(answer),
        var type when type == typeof(ValueTask) => static answer => new ValueTask(answer),
        _ => static answer => answer,
    };

    public override object? Send(LocalRuntime runtime, GrainId to, object?[] arguments)
    {
        var call = new Call<T>(this, arguments)
        {
            Sharing = Sharing,
            FromGrain = RuntimeContext.Current is not null,
            Patience = Patience is { } patience ? runtime.Ticks(patience) : null,
        };
        if (TokenAt >= 0 && arguments[TokenAt] is CancellationToken { CanBeCanceled: true } token)
        {
            call.CancelWith(TokenAt, token);
        }

        if (!call.Answer.IsCompleted)
        {
            runtime.Send(to, call);
        }

        return _shape(IsOneWay ? Sent : call.Answer);
    }

    private static readonly Task<T> Sent = Task.FromResult<T>(default!);
}
