using System.Diagnostics.CodeAnalysis;

namespace Reliability.Slos.Internal;

/// <summary>Checks an argument against its legal range.</summary>
internal static class Require
{
    public static void That([DoesNotReturnIf(false)] bool legal, object? value, string range, string parameter)
    {
        if (!legal)
        {
            throw new ArgumentOutOfRangeException(parameter, value, range);
        }
    }

    public static TimeZoneInfo Zone(string zone, string parameter) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found) && found.HasIanaId
        ? found
        : throw new ArgumentException($"'{zone}' is not a time zone that this machine knows; legal are IANA names such as 'UTC' or 'Europe/Berlin'.", parameter);

    /// <summary>An objective that nobody declared is misspelt.</summary>
    public static SloDefinition Objective(IReadOnlyList<SloDefinition> objectives, string slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return objectives.FirstOrDefault(one => one.Name == slo) ?? throw new KeyNotFoundException($"No objective is named '{slo}'. Declared are: {SloSet.Names(objectives)}.");
    }

    /// <summary>A service that nobody declared is misspelt.</summary>
    public static void Service(IReadOnlyList<SloDefinition> objectives, string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (!objectives.Any(slo => slo.Service == service))
        {
            string known = string.Join(", ", objectives.Select(slo => slo.Service).Distinct(StringComparer.Ordinal).Take(20).Select(name => $"'{name}'"));
            throw new KeyNotFoundException($"No objective belongs to a service named '{service}'. Services are: {(known.Length == 0 ? "none" : known)}.");
        }
    }
}
