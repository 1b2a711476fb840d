using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Web.Media;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Voice and video by reference: known by their bytes, bounded, and served in parts to those entitled.</summary>
public sealed class ClipTests(HubServer hub) : IClassFixture<HubServer>
{
    [Theory]
    [InlineData("voice", ClipFormat.WebM, "audio/webm")]
    [InlineData("voice", ClipFormat.Ogg, "audio/ogg")]
    [InlineData("voice", ClipFormat.Mp4, "audio/mp4")]
    [InlineData("video", ClipFormat.WebM, "video/webm")]
    [InlineData("video", ClipFormat.Mp4, "video/mp4")]
    public async Task A_recording_goes_in_and_comes_out_in_parts(string kind, ClipFormat format, string type)
    {
        var id = await hub.OpenAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        var bytes = Clips.Bytes(format, 5_000);
        var clip = (await member.SendAsync(Clips.Upload(id, kind, bytes, 12))).Expect(HttpStatusCode.Created).Json;
        Assert.Equal((kind, 12, 5_000), (clip.GetProperty("kind").GetString(), clip.GetProperty("seconds").GetInt32(), clip.GetProperty("bytes").GetInt32()));

        var path = $"/api/media/{clip.GetProperty("media").GetString()}";
        var whole = (await member.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(bytes, whole.Bytes);
        Assert.Equal(type, whole.ContentHeaders.ContentType!.MediaType);
        Assert.Equal("bytes", whole.Header("Accept-Ranges"));
        Assert.Contains("sandbox", whole.Header("Content-Security-Policy"), StringComparison.Ordinal);
        var part = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new RangeHeaderValue(1_000, 1_999) } };
        var middle = (await member.SendAsync(part)).Expect(HttpStatusCode.PartialContent);
        Assert.Equal(bytes[1_000..2_000], middle.Bytes);
        using var stranger = await hub.SignInAsync(Tenant.OffRoster);
        var stolen = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new RangeHeaderValue(0, 9) } };
        (await stranger.SendAsync(stolen)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_no_recording_too_long_or_too_large_is_refused()
    {
        var id = await hub.OpenAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        foreach (var bytes in new byte[][]
        {
            [], "<html></html>"u8.ToArray(), Pictures.Png(4, 4), "OggS"u8.ToArray(), [0x1A, 0x45, 0xDF, 0xA3, .. "matroska"u8], "RIFF....WAVE"u8.ToArray(),
        })
        {
            (await member.SendAsync(Clips.Upload(id, "voice", bytes, 5))).Expect(HttpStatusCode.UnsupportedMediaType, "media.clip-type");
        }

        foreach (var seconds in new[] { 0, 61, 600, -1 })
        {
            (await member.SendAsync(Clips.Upload(id, "voice", Clips.Bytes(ClipFormat.WebM, 100), seconds)))
                .Expect(HttpStatusCode.RequestEntityTooLarge, "media.clip-size");
        }

        (await member.SendAsync(Clips.Upload(id, "voice", Clips.Bytes(ClipFormat.WebM, (int)SpooledClip.VoiceMost + 1), 60)))
            .Expect(HttpStatusCode.RequestEntityTooLarge, "media.clip-size");
        (await member.SendAsync(Clips.Upload(id, "voice", Clips.Bytes(ClipFormat.WebM, (int)SpooledClip.VoiceMost), 60))).Expect(HttpStatusCode.Created);
        (await member.SendAsync(Clips.Upload(id, "video", Clips.Bytes(ClipFormat.Mp4, (int)SpooledClip.VideoMost + 1), 60)))
            .Expect(HttpStatusCode.RequestEntityTooLarge, "media.clip-size");
    }

    [Fact]
    public async Task Only_ones_own_recording_of_this_gathering_is_posted_as_what_it_is()
    {
        var (here, there) = (await hub.OpenAsync(), await hub.OpenAsync());
        using var member = await hub.SignInAsync(Tenant.Member);
        using var other = await hub.SignInAsync(Tenant.NonRegistered);
        var own = await UploadAsync(member, here);
        using var socket = await HubSocket.OpenAsync(hub.Origin, member.Token, hub.Origin);
        await socket.InvokeAsync("Join", $"\"{here}\"", "null", "null");
        Assert.Equal("post.clip", await PostAsync("c-1", Clip(await UploadAsync(other, here))));
        Assert.Equal("post.clip", await PostAsync("c-2", Clip(await UploadAsync(member, there))));
        Assert.Equal("post.clip", await PostAsync("c-3", Clip(own, seconds: 6)));
        Assert.Equal("post.clip", await PostAsync("c-4", Clip(own, kind: "video")));
        Assert.Equal("post.clip", await PostAsync("c-5", Clip(own, bytes: 99)));
        Assert.Equal("request.invalid", await PostAsync("c-6", Clip(own, kind: "film")));
        Assert.Equal("ok", await PostAsync("c-7", Clip(own)));
        var page = (await member.GetAsync($"/api/gatherings/{here}/log")).Json.GetProperty("entries").EnumerateArray().Last();
        Assert.Equal(own, page.GetProperty("clip").GetProperty("media").GetString());

        static string Clip(string media, string kind = "voice", int seconds = 5, int bytes = 100) =>
            JsonSerializer.Serialize(new { media, kind, seconds, bytes });

        async Task<string> PostAsync(string id, string clip) => HubSocket.OutcomeOf(await socket.InvokeAsync(
            "Post", $"\"{here}\"", $$"""{"clientId":"{{id}}","text":"","clip":{{clip}}}"""));

        static async Task<string> UploadAsync(HubCaller caller, string gathering) =>
            (await caller.SendAsync(Clips.Upload(gathering, "voice", Clips.Bytes(ClipFormat.WebM, 100), 5)))
                .Expect(HttpStatusCode.Created).Json.GetProperty("media").GetString()!;
    }

    [Fact]
    public void No_cut_header_throws()
    {
        foreach (var format in Enum.GetValues<ClipFormat>())
        {
            var whole = Clips.Bytes(format, ClipHeader.Enough);
            Assert.Equal(format, ClipHeader.Read(whole));
            for (var length = 0; length < whole.Length; length++)
            {
                ClipHeader.Read(whole.AsSpan(0, length));
            }
        }
    }
}
