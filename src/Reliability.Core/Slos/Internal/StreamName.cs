using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reliability.Storage.Internal;

namespace Reliability.Slos.Internal;

/// <summary>Names the streams and documents of this capability, within what a store takes as a name.</summary>
internal static class StreamName
{
    public static string OfGate(string service) => StoreName.Join("gate:", service);

    public static string OfAlerts(string service) => StoreName.Join("alerts:", service);

    public static string OfLedger(string service) => StoreName.Join("ledger:", service);

    /// <summary>The document that keeps the minutes of an hour of an objective.</summary>
    public static string OfHour(SloDefinition slo, DateTimeOffset hour) => StoreName.Join(string.Create(CultureInfo.InvariantCulture, $"{hour.UtcDateTime:yyyyMMddHH}:"), $"{slo.Service.Length}:{slo.Service}:{slo.Name}");

    /// <summary>Names one generation of a definition, the same in every process.</summary>
    public static string OfDefinition(SloDefinition slo, int generation, string text) => string.Create(
        CultureInfo.InvariantCulture, $"definition:{generation}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{slo.Name.Length}:{slo.Name}{text}")))[..20]}");
}
