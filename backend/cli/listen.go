package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"chengzhuan/backend/errs"
)

// listen answers with h on the loopback address until ctx ends; nothing outside
// this machine can connect. Port 0 takes a free one. ready gets the address,
// such as http://127.0.0.1:4711; its error ends listening. Calls under way when
// ctx ends may finish for a few seconds.
func listen(ctx context.Context, h http.Handler, port int, ready func(base string) error) error {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return errs.Wrap(errs.Busy, err, "端口 "+strconv.Itoa(port)+" 用不了，可能已被别的程序占用").Do("请换一个端口，或不写 --port 让程序自己选")
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	if err := ready("http://" + l.Addr().String()); err != nil {
		server.Close()
		return err
	}
	select {
	case err := <-failed:
		return errs.Wrap(errs.Internal, err, "页面服务意外停止").Do("请再启动一次")
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return errs.Wrap(errs.Internal, err, "页面服务没有正常结束")
	}
	return server.Close()
}
