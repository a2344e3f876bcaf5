using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;
using Reliability.Alerting;
using Reliability.Internal;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>Notifications link to the page of their objective once the application states where its dashboard is reached.</summary>
public sealed class NotificationPageTests
{
    [Theory]
    [InlineData("https://ops.example.com/reliability/", "checkout", "https://ops.example.com/reliability/slo/checkout")]
    [InlineData("https://ops.example.com/reliability", "checkout", "https://ops.example.com/reliability/slo/checkout")]
    [InlineData("http://10.0.0.1:8080", "pay me", "http://10.0.0.1:8080/slo/pay~20me")]
    [InlineData("https://ops.example.com/", "../../admin?x=%2f", "https://ops.example.com/slo/~2E~2E~2F~2E~2E~2Fadmin~3Fx~3D~252f")]
    public async Task A_notifier_gets_the_address_of_the_page(string dashboard, string slo, string expected)
    {
        IAlertNotifier pager = Substitute.For<IAlertNotifier>();
        using var activities = new ReliabilityActivities("setup");
        var notifier = new TracedNotifier(pager, activities, new NotificationPage(new Uri(dashboard)));
        await notifier.NotifyAsync(WebhookTests.Fired with { Slo = slo }, default);
        await pager.Received(1).NotifyAsync(Arg.Is<AlertNotification>(one => one.Page!.AbsoluteUri == expected), default);
    }

    [Fact]
    public async Task Without_an_address_a_notification_has_no_page()
    {
        IAlertNotifier pager = Substitute.For<IAlertNotifier>();
        using var activities = new ReliabilityActivities("setup");
        await new TracedNotifier(pager, activities, new NotificationPage(null)).NotifyAsync(WebhookTests.Fired, default);
        await pager.Received(1).NotifyAsync(Arg.Is<AlertNotification>(one => one.Page == null), default);
    }

    [Theory]
    [InlineData("ftp://ops.example.com/")]
    [InlineData("/reliability")]
    [InlineData("https://ops.example.com/?token=1")]
    [InlineData("https://ada:secret@ops.example.com/")]
    public void What_is_no_public_address_stops_the_start(string address)
    {
        using ServiceProvider services = new ServiceCollection().AddLogging()
            .AddReliability(r => r.Configure(options => options.Alerting.DashboardAddress = new Uri(address, UriKind.RelativeOrAbsolute)))
            .BuildServiceProvider();
        Action read = () => _ = services.GetRequiredService<IOptionsMonitor<ReliabilityOptions>>().Get(string.Empty);
        read.Should().Throw<OptionsValidationException>().WithMessage("*Alerting:DashboardAddress*is not valid*http or https*");
    }
}
