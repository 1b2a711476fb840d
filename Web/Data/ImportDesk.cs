using System.Globalization;
using System.Security.Cryptography;
using Grains.Branches;
using Grains.Gateways;
using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Storage;
using Storage.Organisation;
using Web.Api.Views;
using Web.Import;

namespace Web.Data;

/// <summary>
/// Imports a file for an officer: a check alone, or all of it in one transaction. Nothing is kept between the two: the
/// file comes again, so any web node may take it. One import runs in a process at a time, because it holds the whole
/// roll in memory. Whoever hangs up before the commit has imported nothing.
/// </summary>
public sealed class ImportDesk(
    RosterBookReader books, RosterWriter writer, ICommandStore commands, IGrainFactory grains, TimeProvider clock) : IDisposable
{
    /// <summary>More problems are counted, not sent.</summary>
    private const int ProblemsMost = 2_000;

    /// <summary>Organisations whose watchers hear of it at once; others see it at their next reading.</summary>
    private const int ToldMost = 200;

    private readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    /// <summary>Reads and judges the file; writes nothing.</summary>
    public async Task CheckAsync(ImportOrder order, ImportLines lines, CancellationToken cancellation)
    {
        if (!await _one.WaitAsync(0, cancellation))
        {
            await lines.RefuseAsync(Rulebook.ImportRunning);
            return;
        }

        try
        {
            using var file = Open(order.File);
            if (file is null)
            {
                await lines.RefuseAsync(Rulebook.ImportFile);
                return;
            }

            var verdict = await JudgeAsync(order, file, lines, cancellation);
            await lines.WriteAsync(new ImportLine("report") { Report = Report(order, file, verdict) });
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Imports the file that was checked; sent again under its id it is done once.</summary>
    /// <param name="hash">SHA-256 of the checked file, lower hex.</param>
    /// <param name="tree">What of the tree the checked plan touches: another one by now is refused, for the officer confirmed the first.</param>
    public async Task ImportAsync(
        ImportOrder order, string requestId, string hash, string tree, ImportLines lines, CancellationToken cancellation)
    {
        if (await FateAsync(order.Actor.Member, requestId, cancellation) is { } before)
        {
            await lines.WriteAsync(new ImportLine("done") { Counts = before });
            return;
        }

        if (!await _one.WaitAsync(0, cancellation))
        {
            await lines.RefuseAsync(Rulebook.ImportRunning);
            return;
        }

        try
        {
            if (!string.Equals(Hash(order.File), hash, StringComparison.OrdinalIgnoreCase))
            {
                await lines.RefuseAsync(Rulebook.ImportChanged);
                return;
            }

            using var file = Open(order.File);
            if (file is null)
            {
                await lines.RefuseAsync(Rulebook.ImportFile);
                return;
            }

            var verdict = await JudgeAsync(order, file, lines, cancellation);
            if (verdict.Plan is null)
            {
                await lines.WriteAsync(new ImportLine("report") { Report = Report(order, file, verdict) });
                return;
            }

            if (verdict.Plan.Footprint() != tree)
            {
                await lines.RefuseAsync(Rulebook.ImportTree);
                return;
            }

            var counts = Counts(verdict);
            // The codes go first: a code without a member is void, a member without a code could never sign in.
            using var codes = new CodeLines(lines);
            var plan = FirstCodes.Issue(verdict.Plan, codes, share => lines.Tell("codes", share));
            codes.Flush();
            await lines.FlushAsync();
            var command = new CommandFact(order.Actor.Member, requestId, clock.Now(), "import", Result(counts));
            await writer.ImportAsync(plan, new RosterAct(order.Actor.Member, command), new Progress(lines), cancellation);
            Tell(plan);
            await lines.WriteAsync(new ImportLine("done") { Counts = counts });
        }
        catch (RosterConflictException conflict)
        {
            var done = await FateAsync(order.Actor.Member, requestId, CancellationToken.None);
            await (done is not null
                ? lines.WriteAsync(new ImportLine("done") { Counts = done })
                : lines.RefuseAsync(conflict.IsTree ? Rulebook.ImportTree : Rulebook.ImportCollides));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What an import added; null where none was done under this id.</summary>
    public async Task<ImportCounts?> FateAsync(string member, string requestId, CancellationToken cancellation)
    {
        var command = await commands.Find(member, requestId, cancellation);
        return command?.Subject == "import" && command.Result.Split(' ') is [var members, var nodes, var offices, var minted, .. var enterprises]
            ? new ImportCounts(Number(members), Number(nodes), Number(offices), Number(minted), enterprises.Length == 0 ? 0 : Number(enterprises[0]))
            : null;
    }

    // Not awaited: who misses it reads the change the next time.
    private void Tell(RosterPlan plan)
    {
        foreach (var node in plan.Roots().Take(ToldMost))
        {
            grains.GetGrain<IBranchGrain>(node).Notice(new Notice("organisation", node)).Ignore();
        }
    }

    private async Task<RosterVerdict> JudgeAsync(ImportOrder order, RosterFile file, ImportLines lines, CancellationToken cancellation)
    {
        var book = await books.ReadAsync(cancellation);
        var options = RosterMint.Options(order.Region) with { Scope = DataRights.Rolls(order.Actor) };
        return RosterCheck.Run(file.Tables, book, options, share =>
        {
            cancellation.ThrowIfCancellationRequested();
            lines.Tell("check", share);
        });
    }

    private static RosterFile? Open(Stream stream)
    {
        try
        {
            stream.Position = 0;
            return RosterFile.Open(stream);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static ImportReport Report(ImportOrder order, RosterFile file, RosterVerdict verdict) => new(
        Hash(order.File), file.Form, verdict.Plan is null ? null : Counts(verdict), verdict.Problems.Count,
        [.. verdict.Problems.Take(ProblemsMost).Select(ImportProblem.Of)])
    {
        Tree = verdict.Plan?.Footprint(),
    };

    private static ImportCounts Counts(RosterVerdict verdict) =>
        new(verdict.Plan!.Members.Count, verdict.Plan.Nodes.Count, verdict.Plan.Offices.Count, verdict.Minted, verdict.Plan.Enterprises.Count);

    private static string Result(ImportCounts counts) =>
        string.Create(CultureInfo.InvariantCulture, $"{counts.Members} {counts.Nodes} {counts.Offices} {counts.Minted} {counts.Enterprises}");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Hash(Stream stream)
    {
        stream.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private sealed class Progress(ImportLines lines) : IProgress<RosterProgress>
    {
        public void Report(RosterProgress value) => lines.Tell("write", value.Total == 0 ? 1 : (double)value.Rows / value.Total);
    }
}

/// <summary>A file that an officer sends. <paramref name="Region"/>: region of minted numbers.</summary>
/// <param name="File">Seekable; stays the caller's.</param>
public sealed record ImportOrder(Actor Actor, Stream File, int Region);
