namespace Web.Exports;

/// <summary>What a file is called, and under which action the export is on record.</summary>
public sealed record ExportFile(string Name, string Action, string ContentType, string Ending)
{
    public static ExportFile Csv(string name) => new(name, $"{name}.export", "text/csv; charset=utf-8", "csv");

    public static ExportFile Xlsx(string name) =>
        new(name, $"{name}.export", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
}
