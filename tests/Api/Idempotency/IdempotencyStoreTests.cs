using Microsoft.AspNetCore.Http;
using VoxPilot.Api.Idempotency;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Idempotency;

public sealed class IdempotencyStoreTests
{
    private readonly ManualTime time = new();
    private int created;

    [Fact]
    public async Task The_same_key_and_body_get_the_same_answer()
    {
        IdempotencyStore store = Store();
        string first = await store.OnceAsync(Request("a"), "body", CreateAsync);
        Assert.Equal(first, await store.OnceAsync(Request("a"), "body", CreateAsync));
        Assert.Equal(1, created);
    }

    [Fact]
    public async Task Without_a_key_everything_is_made_anew()
    {
        IdempotencyStore store = Store();
        await store.OnceAsync(Request(null), "body", CreateAsync);
        await store.OnceAsync(Request(null), "body", CreateAsync);
        Assert.Equal(2, created);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        IdempotencyStore store = Store();
        await store.OnceAsync(Request("a"), "body", CreateAsync);
        ProblemException fault = await Assert.ThrowsAsync<ProblemException>(() => store.OnceAsync(Request("a"), "another", CreateAsync));
        Assert.Equal(ProblemTypes.IdempotencyKeyReused, fault.Type);
    }

    [Fact]
    public async Task The_same_key_on_another_route_is_another_thing()
    {
        IdempotencyStore store = Store();
        await store.OnceAsync(Request("a"), "body", CreateAsync);
        await store.OnceAsync(Request("a", "/v1/drive"), "another", CreateAsync);
        Assert.Equal(2, created);
    }

    [Fact]
    public async Task A_request_that_comes_meanwhile_waits_for_the_first()
    {
        IdempotencyStore store = Store();
        TaskCompletionSource gate = new();
        Task<string> first = store.OnceAsync(Request("a"), "body", async () =>
        {
            await gate.Task;
            return await CreateAsync();
        });
        Task<string> second = store.OnceAsync(Request("a"), "body", CreateAsync);
        Assert.False(second.IsCompleted);
        gate.SetResult();
        Assert.Equal(await first, await second);
        Assert.Equal(1, created);
    }

    [Fact]
    public async Task What_failed_may_be_repeated()
    {
        IdempotencyStore store = Store();
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            store.OnceAsync<string>(Request("a"), "body", () => throw new InvalidOperationException("no")));
        Assert.Equal("thing 1", await store.OnceAsync(Request("a"), "another body", CreateAsync));
    }

    [Fact]
    public async Task Keys_are_forgotten_by_age()
    {
        IdempotencyStore store = Store(minutes: 10);
        await store.OnceAsync(Request("a"), "body", CreateAsync);
        time.Advance(TimeSpan.FromMinutes(11));
        await store.OnceAsync(Request("a"), "another", CreateAsync);
        Assert.Equal(2, created);
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public async Task No_more_keys_are_kept_than_allowed()
    {
        IdempotencyStore store = Store(keys: 3);
        for (int i = 0; i < 20; i++)
        {
            await store.OnceAsync(Request($"key-{i}"), "body", CreateAsync);
        }
        Assert.Equal(3, store.Count);
        await store.OnceAsync(Request("key-19"), "body", CreateAsync);
        Assert.Equal(20, created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("käse")]
    public async Task A_key_that_is_no_key_is_refused(string key)
    {
        ProblemException fault = await Assert.ThrowsAsync<ProblemException>(() => Store().OnceAsync(Request(key), "body", CreateAsync));
        Assert.Equal(ProblemTypes.InvalidIdempotencyKey, fault.Type);
    }

    private IdempotencyStore Store(int keys = 100, int minutes = 60) =>
        new(time, Microsoft.Extensions.Options.Options.Create(new IdempotencyOptions { Keys = keys, Minutes = minutes }));

    private Task<string> CreateAsync() => Task.FromResult($"thing {++created}");

    private static HttpRequest Request(string? key, string path = "/v1/scenes")
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Path = path;
        if (key is not null)
        {
            request.Headers[IdempotencyStore.Header] = key;
        }
        return request;
    }
}
