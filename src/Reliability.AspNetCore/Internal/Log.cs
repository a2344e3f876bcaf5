using Microsoft.Extensions.Logging;

namespace Reliability.AspNetCore.Internal;

internal static partial class Log
{
    [LoggerMessage(
        501,
        LogLevel.Warning,
        "The endpoints at {Pattern} do not say who may read them. In Development they answer only requests from this machine; in any other "
        + "environment the application does not start. Call .RequireAuthorization(...) or .AllowAnonymous() after MapReliability(...).",
        EventName = "OpenInDevelopment")]
    public static partial void OpenInDevelopment(ILogger logger, string? pattern);

    [LoggerMessage(502, LogLevel.Information, "{By} made the {Kind} {Id} of service {Service}: {Reason}", EventName = "Changed")]
    public static partial void Changed(ILogger logger, string by, string kind, string id, string service, string reason);

    [LoggerMessage(
        507,
        LogLevel.Information,
        "{By} changed the experiment {Key} of service {Service} ({Kind}, {Id}): {Reason}",
        EventName = "ExperimentChanged")]
    public static partial void ExperimentChanged(
        ILogger logger, string by, string key, string service, string kind, string id, string reason);

    [LoggerMessage(
        512,
        LogLevel.Information,
        "{By} changed the item of debt {Item} of service {Service} ({Kind}, {Id}): {Reason}",
        EventName = "DebtChanged")]
    public static partial void DebtChanged(
        ILogger logger, string by, string item, string service, string kind, string id, string reason);

    [LoggerMessage(
        513,
        LogLevel.Information,
        "{By} changed the incident {Incident} of service {Service} ({Kind}, {Id}): {Reason}",
        EventName = "IncidentChanged")]
    public static partial void IncidentChanged(
        ILogger logger, string by, string incident, string service, string kind, string id, string reason);

    [LoggerMessage(
        514,
        LogLevel.Information,
        "{By} imported incidents: {Added} were added, {Present} were present, {Rejected} were rejected.",
        EventName = "IncidentsImported")]
    public static partial void IncidentsImported(ILogger logger, string by, int added, int present, int rejected);

    [LoggerMessage(
        515,
        LogLevel.Information,
        "{By} imported items of debt of service {Service}: {Added} were added, {Present} were present, {Rejected} were rejected.",
        EventName = "DebtImported")]
    public static partial void DebtImported(ILogger logger, string by, string service, int added, int present, int rejected);

    [LoggerMessage(
        516,
        LogLevel.Information,
        "{By} changed the postmortem of the incident {Incident} of service {Service} ({Kind}, {Id}): {Reason}",
        EventName = "PostmortemChanged")]
    public static partial void PostmortemChanged(
        ILogger logger, string by, string incident, string service, string kind, string id, string reason);

    [LoggerMessage(
        517,
        LogLevel.Information,
        "{By} sent alerts of Alertmanager: {Accepted} were accepted ({Ignored} of them changed nothing), {Rejected} were rejected.",
        EventName = "AlertsReceived")]
    public static partial void AlertsReceived(ILogger logger, string by, int accepted, int ignored, int rejected);

    [LoggerMessage(510, LogLevel.Warning, "The budgets of these objectives are exhausted: {Exhausted}.", EventName = "BudgetsExhausted")]
    public static partial void BudgetsExhausted(ILogger logger, string exhausted);

    [LoggerMessage(511, LogLevel.Information, "No budget is exhausted any more.", EventName = "BudgetsRecovered")]
    public static partial void BudgetsRecovered(ILogger logger);

    [LoggerMessage(503, LogLevel.Warning, "{Problem} Call app.UseReliability() first.", EventName = "WrongOrder")]
    public static partial void WrongOrder(ILogger logger, string problem);

    [LoggerMessage(504, LogLevel.Warning, "Objective '{Slo}' receives no requests. {Problem}", EventName = "RouteNotMapped")]
    public static partial void RouteNotMapped(ILogger logger, string slo, string problem);

    [LoggerMessage(
        505,
        LogLevel.Warning,
        "Routing itself answers {Routes}, because of ShortCircuit(), so that no objective counts these requests. Call app.UseRouting() "
        + "after app.UseReliability() to count them.",
        EventName = "ShortCircuited")]
    public static partial void ShortCircuited(ILogger logger, string routes);

    [LoggerMessage(
        506,
        LogLevel.Warning,
        "Objective '{Slo}' excludes '{Route}', but no such route is mapped. Only requests of this path that no route takes are excluded. "
        + "{Hint}",
        EventName = "ExclusionNotMapped")]
    public static partial void ExclusionNotMapped(ILogger logger, string slo, string route, string hint);
}
