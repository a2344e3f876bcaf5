using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>Checks connection strings without revealing their secrets.</summary>
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
            // Npgsql's messages name a keyword. If a password contains a semicolon, the keyword can be a part of the password.
            bool mayLeak = connectionString.Contains("password", StringComparison.OrdinalIgnoreCase)
                || connectionString.Contains("pwd", StringComparison.OrdinalIgnoreCase);
            string what = mayLeak
                ? "a keyword is unknown or has an invalid value; put a value that contains a semicolon in quotes."
                : e.Message;
            return $"is not a connection string for Npgsql (URLs are not supported): {what} {Example}";
        }
    }

    /// <summary>Returns a description of the database for messages.</summary>
    public static string Describe(string connectionString, string schema)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        string port = settings.Host?.Contains(':', StringComparison.Ordinal) == true ? "" : $":{settings.Port}";
        return $"{settings.Host}{port}/{settings.Database ?? settings.Username}, schema {schema}";
    }
}
