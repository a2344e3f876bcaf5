using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Reliability.Instruments.Tests;

public sealed class GrpcClientTests
{
    private static readonly Method<string, string> Get = new(
        MethodType.Unary, "shop.Orders", "Get", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    [Fact]
    public async Task Each_status_counts_as_the_server_side_has_it()
    {
        await using WebApplication server = await FedHost.ServeAsync(HttpProtocols.Http2, AnswerAsync);
        using var channel = GrpcChannel.ForAddress(server.Urls.First());
        await using FedHost host = await FedHost.StartAsync(r => r.FromGrpcClient("calls", service: "shop.Orders"));
        foreach (StatusCode status in Enum.GetValues<StatusCode>().Where(status => status != StatusCode.Cancelled))
        {
            await CallAsync(channel, status);
        }

        (await host.CountAsync()).Should().Be((16m, 6m));
        await CallAsync(channel, StatusCode.Cancelled);
        (await host.CountAsync()).Should().Be((16m, 6m));
    }

    [Fact]
    public async Task Nothing_but_cancelled_calls_is_no_data_with_their_number()
    {
        await using WebApplication server = await FedHost.ServeAsync(HttpProtocols.Http2, AnswerAsync);
        using var channel = GrpcChannel.ForAddress(server.Urls.First());
        await using FedHost host = await FedHost.StartAsync(r => r.FromGrpcClient("calls", service: "shop.Orders"));
        await CallAsync(channel, StatusCode.Cancelled);
        await CallAsync(channel, StatusCode.Cancelled);
        (await host.CountAsync()).Should().Be((0m, 0m));
        (await host.ReasonAsync()).Should().Be("2 clients left before an answer.");
    }

    [Fact]
    public async Task The_deadline_of_the_client_is_bad_and_its_cancellation_is_not_counted()
    {
        var arrived = new SemaphoreSlim(0);
        await using WebApplication server = await FedHost.ServeAsync(HttpProtocols.Http2, async context =>
        {
            arrived.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var channel = GrpcChannel.ForAddress(server.Urls.First());
        await using FedHost host = await FedHost.StartAsync(r => r.FromGrpcClient("calls", service: "shop.Orders"));
        CallInvoker invoker = channel.CreateCallInvoker();
        var deadline = new CallOptions(deadline: DateTime.UtcNow.AddMilliseconds(300));
        (await FluentActions.Awaiting(async () => await invoker.AsyncUnaryCall(Get, null, deadline, "order"))
            .Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        (await host.CountAsync()).Should().Be((1m, 1m));

        await arrived.WaitAsync(TimeSpan.FromSeconds(20));
        using var caller = new CancellationTokenSource();
        using AsyncUnaryCall<string> call = invoker.AsyncUnaryCall(Get, null, new CallOptions(cancellationToken: caller.Token), "order");
        await arrived.WaitAsync(TimeSpan.FromSeconds(20));
        await caller.CancelAsync();
        (await FluentActions.Awaiting(async () => await call).Should().ThrowAsync<RpcException>())
            .Which.StatusCode.Should().Be(StatusCode.Cancelled);
        (await host.CountAsync()).Should().Be((1m, 1m));
    }

    [Fact]
    public async Task A_misspelt_service_is_named_with_the_methods_that_were_called()
    {
        await using WebApplication server = await FedHost.ServeAsync(HttpProtocols.Http2, AnswerAsync);
        using var channel = GrpcChannel.ForAddress(server.Urls.First());
        await using FedHost host = await FedHost.StartAsync(r => r.FromGrpcClient("calls", service: "shop.Ordres"));
        await CallAsync(channel, StatusCode.OK);
        (await host.ReasonAsync()).Should().Contain("No event had grpc.method begins with '/shop.Ordres/'. Nearest: '/shop.Orders/Get'.");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_bad_and_the_default_rule_of_activities_would_not_see_it()
    {
        WebApplication server = await FedHost.ServeAsync(HttpProtocols.Http2, AnswerAsync);
        string address = server.Urls.First();
        await server.DisposeAsync();
        using var channel = GrpcChannel.ForAddress(address);
        await using FedHost host = await FedHost.StartAsync(r => r
            .FromGrpcClient("calls").AddSlo("traced", slo => slo.Availability(99m)).FromActivities("traced", "Grpc.Net.Client"));
        await CallAsync(channel, StatusCode.Unavailable);
        (await host.CountAsync()).Should().Be((1m, 1m));
        (await host.CountAsync("traced")).Should().Be((1m, 0m));
    }

    private static async Task CallAsync(GrpcChannel channel, StatusCode expected)
    {
        CallInvoker invoker = channel.CreateCallInvoker();
        var headers = new Metadata { { "expected", ((int)expected).ToString(System.Globalization.CultureInfo.InvariantCulture) } };
        try
        {
            await invoker.AsyncUnaryCall(Get, null, new CallOptions(headers), "order");
            expected.Should().Be(StatusCode.OK);
        }
        catch (RpcException e)
        {
            e.StatusCode.Should().Be(expected);
        }
    }

    /// <summary>Answers an empty message and the status that the request asks for.</summary>
    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", context.Request.Headers["expected"]);
    }
}
