using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Reliability.AspNetCore.Tests;

/// <summary>A gRPC service with a stream that breaks, and slow calls of both kinds that succeed.</summary>
[BindServiceMethod(typeof(FeedServiceBase), nameof(Bind))]
public class FeedServiceBase
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    public static void Bind(ServiceBinderBase binder, FeedServiceBase? service)
    {
        ArgumentNullException.ThrowIfNull(binder);
        binder.AddMethod(
            new Method<byte[], byte[]>(MethodType.ServerStreaming, "feed.Feed", nameof(Watch), Bytes, Bytes),
            service is null ? null : new ServerStreamingServerMethod<byte[], byte[]>(service.Watch));
        binder.AddMethod(
            new Method<byte[], byte[]>(MethodType.ServerStreaming, "feed.Feed", nameof(Follow), Bytes, Bytes),
            service is null ? null : new ServerStreamingServerMethod<byte[], byte[]>(service.Follow));
        binder.AddMethod(
            new Method<byte[], byte[]>(MethodType.Unary, "feed.Feed", nameof(Read), Bytes, Bytes),
            service is null ? null : new UnaryServerMethod<byte[], byte[]>(service.Read));
    }

    public virtual Task Watch(byte[] request, IServerStreamWriter<byte[]> responses, ServerCallContext context) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, ""));

    public virtual Task Follow(byte[] request, IServerStreamWriter<byte[]> responses, ServerCallContext context) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, ""));

    public virtual Task<byte[]> Read(byte[] request, ServerCallContext context) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, ""));
}

/// <inheritdoc/>
public sealed class FeedService : FeedServiceBase
{
    public override async Task Watch(byte[] request, IServerStreamWriter<byte[]> responses, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(responses);
        await responses.WriteAsync([1, 2, 3]);
        await responses.WriteAsync([4, 5, 6]);
        throw new RpcException(new Status(StatusCode.Internal, "broken on purpose"));
    }

    public override async Task Follow(byte[] request, IServerStreamWriter<byte[]> responses, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(responses);
        await responses.WriteAsync([1, 2, 3]);
        Work(context);
    }

    public override Task<byte[]> Read(byte[] request, ServerCallContext context)
    {
        Work(context);
        return Task.FromResult<byte[]>([1, 2, 3]);
    }

    private static void Work(ServerCallContext context) =>
        ((FakeTimeProvider)context.GetHttpContext().RequestServices.GetRequiredService<TimeProvider>()).Advance(TimeSpan.FromMinutes(1));
}
