using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>What feeding objectives from instruments says.</summary>
internal static partial class MeterLog
{
    [LoggerMessage(20, LogLevel.Warning, "The instrument {Instrument} of meter {Meter} cannot feed '{Slo}': {Reason}.", EventName = "InstrumentRefused")]
    public static partial void InstrumentRefused(ILogger logger, string instrument, string meter, string slo, string reason);

    [LoggerMessage(21, LogLevel.Warning, "The value {Value} of instrument {Instrument} is outside what '{Slo}' takes and was left out; further ones are left out without a word.", EventName = "MeasurementRefused")]
    public static partial void MeasurementRefused(ILogger logger, double value, string instrument, string slo);

    [LoggerMessage(22, LogLevel.Warning, "Asking instruments failed; they are asked again. {Reason}", EventName = "InstrumentsFailed")]
    public static partial void InstrumentsFailed(ILogger logger, string reason, Exception exception);
}
