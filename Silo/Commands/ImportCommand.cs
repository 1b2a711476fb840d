using System.CommandLine;
using Silo.Import;

namespace Silo.Commands;

/// <summary><c>import FILE</c>: takes a roster in, all of it or nothing.</summary>
internal static class ImportCommand
{
    private const int DefaultRegion = 110108;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "people, organisations or enterprises as CSV (UTF-8, UTF-16 or GB18030), or all as XLSX, a sheet each" };
        var data = DataOptions.Data();
        var database = DataOptions.Database();
        var dryRun = new Option<bool>("--dry-run") { Description = "check only; change nothing" };
        var codes = new Option<string?>("--codes")
        {
            Description = "where the new members' first sign-in codes are written (mode 0600); default DIR/initial-codes-<time>.csv",
            HelpName = "FILE",
        };
        var region = new Option<int>("--region")
        {
            Description = "six-digit region of the numbers given to people who have none",
            DefaultValueFactory = static _ => DefaultRegion,
            HelpName = "CODE",
        };
        region.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var code) || code is < 100_000 or > 999_999))
            {
                result.AddError("--region has six digits, of which the first is not 0");
            }
        });
        var language = new Option<string>("--language")
        {
            Description = "language of the problems: zh or en; default from LC_ALL, LC_MESSAGES, LANG",
            DefaultValueFactory = static _ => Languages.FromEnvironment(),
        };
        language.AcceptOnlyFromAmong("zh", "en");
        var command = new Command("import", "take a roster in, all of it or nothing")
        {
            file, data, database, dryRun, codes, region, language,
        };
        command.SetAction((parsed, cancellation) => new RosterImport(new ImportRequest(
            parsed.GetValue(file)!,
            parsed.GetValue(data)!,
            parsed.GetValue(database),
            parsed.GetValue(dryRun),
            parsed.GetValue(codes),
            parsed.GetValue(region),
            parsed.GetValue(language) == "zh"), Console.Out, Console.Error).RunAsync(cancellation));
        return command;
    }
}

/// <summary>The language a terminal asks for.</summary>
internal static class Languages
{
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static string FromEnvironment() =>
        Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(static value => !string.IsNullOrEmpty(value))
            ?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? "zh" : "en";
}
