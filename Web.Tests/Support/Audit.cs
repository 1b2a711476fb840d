using Microsoft.Data.Sqlite;

namespace Web.Tests.Support;

/// <summary>Reads what is on record about a subject.</summary>
public static class Audit
{
    public static async Task<List<(string Actor, string Action)>> OfAsync(HubServer hub, string subject)
    {
        await using var connection = new SqliteConnection($"Data Source={Directory.EnumerateFiles(hub.DataFolder, "*.db").Single()};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select actor, action from audit where subject = $subject order by id";
        command.Parameters.AddWithValue("$subject", subject);
        var found = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found.Add((reader.GetString(0), reader.GetString(1)));
        }

        return found;
    }
}
