using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Names the streams and documents of this capability, within what a store takes as a name.</summary>
internal static class StreamName
{
    public static string OfGate(string service) => Of("gate:", service);

    public static string OfAlerts(string service) => Of("alerts:", service);

    public static string OfLedger(string service) => Of("ledger:", service);

    /// <summary>The document that keeps the minutes of an hour of an objective.</summary>
    public static string OfHour(SloDefinition slo, DateTimeOffset hour) => Of(string.Create(CultureInfo.InvariantCulture, $"{hour.UtcDateTime:yyyyMMddHH}:"), $"{slo.Service.Length}:{slo.Service}:{slo.Name}");

    /// <summary>Names one generation of a definition, the same in every process.</summary>
    public static string OfDefinition(SloDefinition slo, int generation, string text) => string.Create(
        CultureInfo.InvariantCulture, $"definition:{generation}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{slo.Name.Length}:{slo.Name}{text}")))[..20]}");

    /// <summary>Where the whole is too long for a store, a hash stands for its end.</summary>
    private static string Of(string prefix, string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        return prefix.Length + bytes.Length <= SeriesId.MaxNameBytes ? prefix + name : $"{prefix}#{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
    }
}
