using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reliability.Storage;
using Reliability.Storage.Internal;

namespace Reliability.Slos.Internal;

/// <summary>Names the streams and documents of this capability, within what a store takes as a name.</summary>
internal static class StreamName
{
    public static StreamId OfGate(string service) => new(service, "gate");

    public static StreamId OfAlerts(string service) => new(service, "alerts");

    public static StreamId OfLedger(string service) => new(service, "ledger");

    /// <summary>The document that keeps the minutes of an hour of an objective.</summary>
    public static string OfHour(SloDefinition slo, DateTimeOffset hour) => StoreName.Join(string.Create(CultureInfo.InvariantCulture, $"{hour.UtcDateTime:yyyyMMddHH}:"), slo.Name);

    /// <summary>Names one generation of a definition, the same in every process.</summary>
    public static string OfDefinition(SloDefinition slo, int generation, string text) => string.Create(
        CultureInfo.InvariantCulture, $"definition:{generation}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{slo.Name.Length}:{slo.Name}{text}")))[..20]}");
}
