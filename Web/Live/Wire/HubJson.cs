using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Web.Live.Sockets;

namespace Web.Live.Wire;

/// <summary>
/// The hub's own JSON: one writer setting for all events and raw answers, and the envelope of a SignalR invocation.
/// An event is encoded once and shared by every connection that gets it.
/// </summary>
public static class HubJson
{
    /// <summary>Ends a message of SignalR's JSON protocol.</summary>
    private const byte RecordSeparator = 0x1E;

    /// <summary>Chinese text travels as UTF-8, not as escapes. Safe because no answer of the hub is ever read as HTML.</summary>
    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Encodes a complete invocation: <paramref name="body"/> writes the one argument.</summary>
    public static ReadyMessage Event<T>(string target, T state, Action<Utf8JsonWriter, T> body)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Writer))
        {
            Begin(writer, target);
            body(writer, state);
            Finish(writer);
        }

        return Seal(buffer);
    }

    public static void Begin(Utf8JsonWriter writer, string target)
    {
        writer.WriteStartObject();
        writer.WriteNumber("type"u8, 1);
        writer.WriteString("target"u8, target);
        writer.WriteStartArray("arguments"u8);
    }

    public static void Finish(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>Ends the message and takes its bytes out of the buffer, which may then be used again.</summary>
    public static ReadyMessage Seal(ArrayBufferWriter<byte> buffer)
    {
        buffer.GetSpan(1)[0] = RecordSeparator;
        buffer.Advance(1);
        return new ReadyMessage(buffer.WrittenSpan);
    }

    /// <summary>Encodes one value on its own.</summary>
    public static byte[] Encode<T>(T state, Action<Utf8JsonWriter, T> body)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Writer))
        {
            body(writer, state);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
