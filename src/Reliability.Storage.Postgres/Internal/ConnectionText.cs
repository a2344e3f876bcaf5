using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>Looks at connection strings without a word of what is secret in them.</summary>
internal static class ConnectionText
{
    private const string Example = "An example: 'Host=db;Database=shop;Username=shop;Password=...'.";

    public static string? Fault(string connectionString)
    {
        try
        {
            return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connectionString).Host) ? $"names no Host. {Example}" : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            // Npgsql's messages name the keyword or the place of the fault, and never a value.
            return $"is not a connection string for Npgsql: {e.Message} {Example}";
        }
    }

    /// <summary>Names the database, for messages.</summary>
    public static string Describe(string connectionString, string schema)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        string port = settings.Host?.Contains(':', StringComparison.Ordinal) == true ? "" : $":{settings.Port}";
        return $"{settings.Host}{port}/{settings.Database ?? settings.Username}, schema {schema}";
    }
}
