using System.Diagnostics;
using System.Globalization;
using Grains.Organisation;
using Silo.Commands;
using Storage;
using Storage.Organisation;
using Web.Import;

namespace Silo.Import;

/// <summary>
/// One import: read, check everything, then write in one transaction. A roster with any problem changes nothing; nor
/// does a fault at any step. Counts go to <paramref name="output"/>, progress and problems to <paramref name="error"/>.
/// </summary>
internal sealed class RosterImport(ImportRequest request, TextWriter output, TextWriter error)
{
    /// <summary>More problems are counted, not printed.</summary>
    private const int ProblemsPrinted = 1_000;

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var stream = OpenFile();
        using var file = Read(stream);
        var folder = DataOptions.Writable(request.Data);
        await using var database = await HubDatabase.OpenAsync(DataOptions.Storage(folder, request.Database), cancellation);
        var book = await new RosterBookReader(database, TimeProvider.System).ReadAsync(cancellation);
        using var progress = ImportProgress.Start(error);
        var verdict = RosterCheck.Run(file.Tables, book, RosterMint.Options(request.Region), share => progress.Report("check", share));
        if (verdict.Plan is not { } plan)
        {
            progress.Dispose();
            return Refuse(verdict);
        }
        if (request.DryRun)
        {
            progress.Dispose();
            output.WriteLine($"checked ({file.Form}), nothing changed: {Counts(plan, verdict)}");
            return ExitCode.Done;
        }
        using (var codes = request.Codes is { } chosen ? InitialCodes.Create(chosen) : InitialCodes.CreateIn(folder, TimeProvider.System.GetLocalNow()))
        {
            await new RosterWriter(database, TimeProvider.System).ImportAsync(
                codes.Issue(plan, share => progress.Report("codes", share)), progress, cancellation);
            progress.Dispose();
            codes.Keep();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"imported ({file.Form}) in {clock.Elapsed.TotalSeconds:F1} s: {Counts(plan, verdict)}"));
            output.WriteLine($"first sign-in codes: {codes.Path}");
        }
        return ExitCode.Done;
    }

    private FileStream OpenFile()
    {
        try
        {
            var file = new FileInfo(request.File);
            if (file is { Exists: true, Length: > RosterFile.BytesMost })
            {
                throw new CommandException(ExitCode.FileFault, $"{request.File} is larger than {RosterFile.BytesMost >> 20} MB");
            }
            return file.OpenRead();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.FileFault, $"{request.File} cannot be read", fault);
        }
    }

    private RosterFile Read(FileStream stream)
    {
        try
        {
            return RosterFile.Open(stream);
        }
        catch (FormatException fault)
        {
            throw new CommandException(ExitCode.FileFault, $"{request.File}: {fault.Message}", fault);
        }
        catch (IOException fault)
        {
            throw new CommandException(ExitCode.FileFault, $"{request.File} cannot be read", fault);
        }
    }

    private int Refuse(RosterVerdict verdict)
    {
        foreach (var problem in verdict.Problems.Take(ProblemsPrinted))
        {
            error.WriteLine(problem.Sentence(request.Chinese));
        }
        var (count, more) = (verdict.Problems.Count, Math.Max(0, verdict.Problems.Count - ProblemsPrinted));
        error.WriteLine(request.Chinese
            ? $"hub: 共 {count} 处问题{(more > 0 ? $"（其余 {more} 处未列出）" : "")}，没有导入任何内容"
            : $"hub: {count} problem(s){(more > 0 ? $" ({more} not listed)" : "")}; nothing was imported");
        return ExitCode.RosterProblems;
    }

    private static string Counts(RosterPlan plan, RosterVerdict verdict) => string.Create(CultureInfo.InvariantCulture,
        $"{plan.Members.Count} members, {plan.Nodes.Count} new organisations, {plan.Offices.Count} posts, {plan.Enterprises.Count} enterprises, {verdict.Minted} numbers minted");
}
