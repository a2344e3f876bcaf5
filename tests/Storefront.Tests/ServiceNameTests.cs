using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Recording;
using Reliability.Slos;
using Spectre.Console;

namespace Storefront.Tests;

/// <summary>The shop runs under any name that its service is given.</summary>
public sealed class ServiceNameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("storefront-name-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("web-shop")]
    [InlineData("Läden [EU]/{north}")]
    public async Task The_shop_runs_under_any_name_of_its_service(string service)
    {
        await using WebApplication app = await OpenAsync("--Reliability:Service=" + service);
        using var client = new HttpClient { BaseAddress = Address.Of(app.Services) };
        (await client.PostAsJsonAsync("/orders", new Order("lamp", 1))).StatusCode.Should().Be(HttpStatusCode.Created);
        await app.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();

        app.Services.GetRequiredService<IErrorBudgets>().Objectives.Should().HaveCount(3).And.OnlyContain(slo => slo.Service == service);
        (await DrawAsync(app)).Should().Contain("checkout").And.Contain($"release gate: open ({service})");
        (await client.GetAsync(new Uri($"/reliability/gate/{Uri.EscapeDataString(service)}", UriKind.Relative))).StatusCode
            .Should()
            .Be(HttpStatusCode.OK);
        (await client.GetAsync(new Uri("/reliability/gate/shop", UriKind.Relative))).StatusCode
            .Should()
            .Be(HttpStatusCode.NotFound, "no objective belongs to 'shop' now");
        await app.StopAsync();
    }

    [Fact]
    public async Task The_gate_of_every_service_is_drawn_when_an_objective_belongs_to_another()
    {
        await using WebApplication app = await OpenAsync("--Reliability:Service=web-shop", "--Reliability:Slos:search:Service=catalogue");

        (await DrawAsync(app)).Should().Contain("(web-shop)").And.Contain("(catalogue)");
        await app.StopAsync();
    }

    private static async Task<string> DrawAsync(WebApplication app)
    {
        using var written = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 140;
        console.Write(await app.Services.GetRequiredService<Screen>().DrawAsync(CancellationToken.None));
        return written.ToString();
    }

    private async Task<WebApplication> OpenAsync(params string[] args)
    {
        WebApplication app = StorefrontApp.Build(
        [
            "--urls", "http://127.0.0.1:0", "--rate", "0", "--plain", "true", "--Logging:LogLevel:Default", "None",
            "--Storefront:Database", Path.Combine(_folder, "shop.db"),
            "--Storefront:ReliabilityDatabase", Path.Combine(_folder, "reliability.db"),
            .. args,
        ]);
        await app.Services.GetRequiredService<OrderBook>().OpenAsync(CancellationToken.None);
        await app.StartAsync();
        return app;
    }
}
