using Silo.Commands;

namespace Silo.Demo;

/// <summary>A sign-in of the demo tenant.</summary>
internal sealed record DemoSignIn(string Role, string Number, string Password);

/// <summary>The demo's sign-ins, kept as tab-separated text (mode 0600) in the data folder, so that each start can show them.</summary>
internal static class DemoSignIns
{
    private const string FileName = "demo-sign-ins.txt";

    public static void Write(string folder, IReadOnlyList<DemoSignIn> signIns)
    {
        var path = Path.Combine(folder, FileName);
        File.Delete(path);
        using var file = PrivateFile.Create(path);
        foreach (var (role, number, password) in signIns)
        {
            file.WriteLine($"{role}\t{number}\t{password}");
        }
    }

    /// <summary>Empty where there is no such file.</summary>
    public static IReadOnlyList<DemoSignIn> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return !File.Exists(path) ? [] :
        [
            .. File.ReadAllLines(path).Select(line => line.Split('\t'))
                .Where(parts => parts.Length == 3).Select(parts => new DemoSignIn(parts[0], parts[1], parts[2])),
        ];
    }

    /// <summary>A table in columns; Chinese signs are two cells wide, so the role stands last.</summary>
    public static void Show(IReadOnlyList<DemoSignIn> signIns, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"  {"number",-19}  {"password",-16}  who");
        foreach (var (role, number, password) in signIns)
        {
            output.WriteLine($"  {number,-19}  {password,-16}  {role}");
        }
        output.WriteLine();
    }
}
