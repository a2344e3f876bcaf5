using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>Log messages of instruments that feed objectives.</summary>
internal static partial class MeterLog
{
    [LoggerMessage(
        120,
        LogLevel.Warning,
        "The instrument {Instrument} of meter {Meter} cannot feed '{Slo}': {Reason}.",
        EventName = "InstrumentRejected")]
    public static partial void InstrumentRejected(ILogger logger, string instrument, string meter, string slo, string reason);

    [LoggerMessage(
        121,
        LogLevel.Warning,
        "The value {Value} of instrument {Instrument} is outside the range of '{Slo}' and was omitted; later ones are omitted without a "
        + "message.",
        EventName = "MeasurementRejected")]
    public static partial void MeasurementRejected(ILogger logger, double value, string instrument, string slo);

    [LoggerMessage(
        122, LogLevel.Warning, "Polling observable instruments failed and is retried. {Reason}", EventName = "InstrumentsFailed")]
    public static partial void InstrumentsFailed(ILogger logger, string reason, Exception exception);
}
