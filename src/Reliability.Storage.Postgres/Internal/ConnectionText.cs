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
            // Npgsql's messages name a keyword. Behind a password that holds a semicolon, the keyword may be a part of it.
            bool mayLeak = connectionString.Contains("password", StringComparison.OrdinalIgnoreCase) || connectionString.Contains("pwd", StringComparison.OrdinalIgnoreCase);
            string what = mayLeak ? "a keyword is unknown or has a value that is not legal; a value with a semicolon is put in quotes." : e.Message;
            return $"is not a connection string for Npgsql (URLs are not understood): {what} {Example}";
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
