namespace Reliability.Storage.Postgres.Internal;

/// <summary>The rule for names of schemas. A valid name needs no escaping, in quotes or in text; it is quoted nevertheless.</summary>
internal static class SchemaName
{
    private const int MaxLength = 63;

    public static string? Fault(string? name) => IsLegal(name)
        ? null
        : $"must be 1 to {MaxLength} ASCII letters, digits or underscores, and must not start with a digit or with 'pg_'; "
            + (name is null ? "it is null." : $"it is '{(name.Length <= 80 ? name : name[..80] + "...")}'.");

    public static string Quote(string name) =>
        Fault(name) is { } fault ? throw new ArgumentException($"The schema {fault}", nameof(name)) : $"\"{name}\"";

    private static bool IsLegal(string? name) =>
        name is { Length: > 0 and <= MaxLength }
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && !char.IsAsciiDigit(name[0])
        && !name.StartsWith("pg_", StringComparison.Ordinal);
}
