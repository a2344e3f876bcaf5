using Reliability.Alerting;
using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>Finds the page of the dashboard that a notification is about.</summary>
/// <param name="dashboard">The public address of the dashboard, or <see langword="null"/> if it is not known.</param>
/// <param name="folder">The folder of the pages.</param>
internal sealed class NotificationPage(Uri? dashboard, string folder = NotificationPage.Objectives)
{
    public const string Objectives = "slo";
    public const string Trends = "trend";

    private readonly string? _root = dashboard is null ? null : dashboard.AbsoluteUri.TrimEnd('/') + "/";

    public static bool IsValid(Uri dashboard) =>
        dashboard.IsAbsoluteUri && dashboard.Scheme is "http" or "https" && dashboard.Query.Length + dashboard.Fragment.Length == 0
        && dashboard.UserInfo.Length == 0;

    /// <summary>Returns the notification with the address of its page.</summary>
    public AlertNotification Add(AlertNotification notification) =>
        _root is null ? notification : notification with { Page = new Uri($"{_root}{folder}/{PathSegment.Of(notification.Slo)}") };
}
