using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>Log messages of settings that are most likely not meant.</summary>
internal static partial class SettingsLog
{
    [LoggerMessage(
        142,
        LogLevel.Warning,
        "The configuration section '{Section}' of AddReliability(...) does not exist or is empty, so that it declares nothing. {Nearest}",
        EventName = "SectionAbsent")]
    public static partial void SectionAbsent(ILogger logger, string section, string nearest);

    [LoggerMessage(
        143,
        LogLevel.Warning,
        "The {Setting} of objective '{Slo}' is read as {Percent} %.{Hint} Percentages are written as 99.9 and not as 0.999.",
        EventName = "LowPercentage")]
    public static partial void LowPercentage(ILogger logger, string slo, string setting, string percent, string hint);

    [LoggerMessage(
        144,
        LogLevel.Warning,
        "No service is named and the process has no entry assembly whose name could be used, so it belongs to the service '{Service}' "
        + "together with every other such process of this store. Set ReliabilityOptions.Service.",
        EventName = "ServiceUnnamed")]
    public static partial void ServiceUnnamed(ILogger logger, string service);

    [LoggerMessage(
        145,
        LogLevel.Warning,
        "The {Setting} of objective '{Slo}' is read as {Duration}, which is most likely a number of milliseconds. Did you mean "
        + "{Milliseconds} ms, written as {Written}?",
        EventName = "LongLatency")]
    public static partial void LongLatency(
        ILogger logger, string setting, string slo, string duration, string milliseconds, string written);
}
