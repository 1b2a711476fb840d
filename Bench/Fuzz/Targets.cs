using System.Buffers;
using System.Text;
using Grains.Organisation;
using Grains.Rules;
using Grains.Text;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using Web.Live;
using Web.Live.Wire;
using Web.Media;

namespace Bench.Fuzz;

/// <summary>A parser of foreign bytes. <paramref name="Try"/> returns for every input, refused or not; what it throws is a fault of the hub.</summary>
public sealed record Target(string Name, Action<byte[]> Try);

/// <summary>Everything in the hub that reads what strangers wrote.</summary>
public static class Targets
{
    public static readonly Target[] All = [new("frame", Frame), new("roster", Roster), new("picture", Picture), new("text", Typed)];

    private static readonly JsonHubProtocol Protocol = new(Options.Create(new JsonHubProtocolOptions()));
    private static readonly Binder Methods = new();

    // For what is no message SignalR or the JSON reader throws: the connection that sent it ends, and no other.
    private static void Frame(byte[] bytes)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        try
        {
            while (Protocol.TryParseMessage(ref input, Methods, out var message))
            {
                foreach (var argument in (message as InvocationMessage)?.Arguments ?? [])
                {
                    Check(argument);
                }
            }
        }
        catch (Exception refused) when (refused is InvalidDataException || refused.TargetSite?.DeclaringType?.Namespace == "System.Text.Json")
        {
            // No message of the protocol, or no text.
        }
    }

    private static void Check(object? argument)
    {
        switch (argument)
        {
            case string text:
                Shape.Id(text);
                Shape.ClientId(text);
                PlainText.Clean(Shape.Short(text), lines: true);
                break;
            case PostAsk post when Shape.ClientId(post.ClientId) && Shape.Text(post.Text) && Shape.Picture(post.Picture):
                PlainText.Clean(post.Text, lines: true);
                break;
        }
    }

    private static void Roster(byte[] bytes)
    {
        string text;
        try
        {
            (text, _) = RosterText.Decode(bytes);
        }
        catch (FormatException)
        {
            return;
        }

        var (nodes, members) = (0, 0);
        var options = new RosterOptions(110_108, new DateOnly(2026, 1, 1), () => $"b-{++nodes}", () => $"m-{++members}");
        var verdict = RosterCheck.Run(text, RosterBook.Empty, options);
        if (verdict.Plan is not null && verdict.Problems.Count > 0)
        {
            throw new InvalidOperationException("A roster with problems has a plan.");
        }
    }

    private static void Picture(byte[] bytes)
    {
        if (PictureHeader.Read(bytes) is { } facts && (facts.Width <= 0 || facts.Height <= 0))
        {
            throw new InvalidOperationException("A picture has no size.");
        }
    }

    private static void Typed(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var clean = PlainText.Clean(text, lines: true);
        if (PlainText.Clean(clean, lines: true) != clean)
        {
            throw new InvalidOperationException("Cleaning twice is not cleaning once.");
        }

        RegistrationNumber.Parse(text, out _);
    }

    /// <summary>Tells SignalR what the hub's methods take.</summary>
    private sealed class Binder : IInvocationBinder
    {
        private static readonly Dictionary<string, Type[]> Known = typeof(ActivityHub)
            .GetMethods(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.DeclaredOnly)
            .ToDictionary(static m => m.Name, static m => m.GetParameters().Select(static p => p.ParameterType).ToArray(), StringComparer.OrdinalIgnoreCase);

        public IReadOnlyList<Type> GetParameterTypes(string methodName) =>
            Known.TryGetValue(methodName, out var types) ? types : throw new InvalidDataException("No such method.");

        public Type GetReturnType(string invocationId) => typeof(object);

        public Type GetStreamItemType(string streamId) => typeof(object);
    }
}
