using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Storage;
using Storage.Audit;

namespace Silo.Commands;

/// <summary><c>audit verify</c> walks over the chain; <c>audit retention</c> tells and sets how long its content is kept.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "verify the audit, and say how long its content is kept") { Verify(), Retention() };

    private static Command Verify()
    {
        var (data, database) = (DataOptions.Data(), DataOptions.Database());
        var head = new Option<string?>("--expect-head")
        {
            Description = "a head noted earlier: the chain must still hold it, or its tail was cut", HelpName = "HASH",
        };
        var json = new Option<bool>("--json") { Description = "one line of JSON" };
        var command = new Command("verify", "hash the whole chain again; also while a hub runs") { data, database, head, json };
        command.SetAction((parsed, cancellation) => VerifyAsync(
            Options(parsed.GetValue(data)!, parsed.GetValue(database)), parsed.GetValue(head), parsed.GetValue(json), Console.Out, cancellation));
        return command;
    }

    private static Command Retention()
    {
        var (data, database) = (DataOptions.Data(), DataOptions.Database());
        var kind = new Option<string?>("--kind") { Description = "an action such as roster.look, or what stands before its dot", HelpName = "KIND" };
        var days = new Option<int?>("--days") { Description = "content older than this is taken away, once a day", HelpName = "DAYS" };
        var forever = new Option<bool>("--forever") { Description = "keep the kind for ever again" };
        var command = new Command("retention", "tell the policies, or with --kind set one") { data, database, kind, days, forever };
        command.Validators.Add(result =>
        {
            var asked = result.GetResult(kind) is not null;
            if (asked != (result.GetResult(days) is not null || result.GetResult(forever) is not null)
                || (result.GetResult(days) is not null && result.GetResult(forever) is not null))
            {
                result.AddError("--kind goes with either --days or --forever");
            }
        });
        days.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var told) || told < 1))
            {
                result.AddError("--days is at least 1");
            }
        });
        command.SetAction((parsed, cancellation) => RetainAsync(
            Options(parsed.GetValue(data)!, parsed.GetValue(database)), parsed.GetValue(kind), parsed.GetValue(days), Console.Out, cancellation));
        return command;
    }

    internal static async Task<int> VerifyAsync(
        StorageOptions options, string? expected, bool json, TextWriter output, CancellationToken cancellation)
    {
        await using var database = await HubDatabase.OpenAsync(options, cancellation);
        var verdict = await new AuditVerifier(database).RunAsync(expected, cancellation: cancellation);
        await output.WriteLineAsync(json ? Json(verdict) : Sentence(verdict));
        return verdict.Break is null ? ExitCode.Done : ExitCode.AuditBroken;
    }

    internal static async Task<int> RetainAsync(
        StorageOptions options, string? kind, int? days, TextWriter output, CancellationToken cancellation)
    {
        await using var database = await HubDatabase.OpenAsync(options, cancellation);
        var retention = new AuditRetention(database, TimeProvider.System);
        if (kind is not null)
        {
            try
            {
                await retention.SetAsync("hub", kind, days, cancellation);
            }
            catch (ArgumentException fault)
            {
                throw new CommandException(ExitCode.BadOption, fault.Message, fault);
            }
        }

        foreach (var policy in await retention.PoliciesAsync(cancellation))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{policy.Kind} {policy.Days} days"));
        }

        await output.WriteLineAsync("everything else: for ever");
        return ExitCode.Done;
    }

    // The schema is brought up to date first, as by every command: an older chain cannot be read by a newer hub otherwise.
    private static StorageOptions Options(string data, string? database) => DataOptions.Storage(data, database);

    private static string Sentence(AuditVerdict verdict) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(verdict.Break is { } broken ? $"BROKEN at position {broken.Position} ({broken.Kind}); before it " : "unbroken: ")}{verdict.Count} entries, {verdict.Removed} of them without content, head {verdict.Head}");

    private static string Json(AuditVerdict verdict)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("unbroken", verdict.Break is null);
            writer.WriteNumber("count", verdict.Count);
            writer.WriteNumber("removed", verdict.Removed);
            writer.WriteString("head", verdict.Head);
            if (verdict.Break is { } broken)
            {
                writer.WriteNumber("position", broken.Position);
                writer.WriteString("kind", broken.Kind);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
